#include "config/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "util/error.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// No message here repeats a piece of the URL other than scheme and parameter names: where a
// password holds an unencoded "/" or "@", any piece may be part of it.
[[noreturn]] void bad_url(std::string code, std::string what,
                          std::vector<std::string> details = {}) {
  static const std::vector<std::string> forms = {
      "postgres://user:password@host:5432/database", "mysql://user:password@host:3306/database",
      "mariadb://user:password@host:3306/database", "sqlite:path/to/file.db"};
  if (details.empty()) details = forms;
  refuse("MIG-URL-" + std::move(code), std::move(what),
         "correct --url, DATABASE_URL or `url` in migrate.yaml", {}, std::move(details));
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode(std::string_view text, std::string_view part) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      result += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0)
      bad_url(
          "PERCENT",
          fmt::format("in the {} of the URL a % is not followed by two hexadecimal digits", part),
          {"a % that is part of the text is written %25"});
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  for (const char c : result)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      bad_url("TEXT", fmt::format("the {} of the URL holds a control character", part),
              {"a line break at the end of a secret's file is a common cause"});
  return result;
}

std::string encode(std::string_view text, std::string_view also_plain = "") {
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~").find(c) != std::string_view::npos ||
                       also_plain.find(c) != std::string_view::npos;
    if (plain)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
}

std::optional<EngineKind> engine_of(std::string_view scheme) {
  if (scheme == "postgres" || scheme == "postgresql") return EngineKind::postgres;
  if (scheme == "mysql") return EngineKind::mysql;
  if (scheme == "mariadb") return EngineKind::mariadb;
  if (scheme == "sqlite") return EngineKind::sqlite;
  return std::nullopt;
}

[[noreturn]] void unknown_scheme(const std::string& scheme) {
  static const std::vector<std::string> known = {"postgres", "postgresql", "mysql", "mariadb",
                                                 "sqlite"};
  // What other tools call them; by spelling alone "pgsql" resembles "mysql" most.
  static const std::map<std::string, std::string> others = {
      {"pgsql", "postgres"}, {"pg", "postgres"},   {"psql", "postgres"},
      {"sqlite3", "sqlite"}, {"maria", "mariadb"}, {"file", "sqlite"}};
  std::string near;
  for (const std::string& word : split(replace_all(scheme, "+", ":"), ':')) {
    const auto alias = others.find(word);
    if (near.empty()) near = alias != others.end() ? alias->second : nearest(word, known);
  }
  bad_url("SCHEME", fmt::format("unknown scheme \"{}\" in the URL{}", scheme,
                                near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
}

bool is_secret_name(std::string_view name) {
  const std::string text = lower(name);
  return text.find("pass") != std::string::npos || text.find("pwd") != std::string::npos ||
         text.find("secret") != std::string::npos || text.find("token") != std::string::npos;
}

int parse_port(std::string_view text) {
  int port = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (problem != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    bad_url("PORT", "the port of the URL is not a number from 1 to 65535",
            {"in user and password the characters : / ? # @ % are written percent-encoded, "
             "for example @ as %40"});
  return port;
}

void parse_params(std::string_view text, Url& url) {
  for (const std::string& part : split(text, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    std::string name = decode(part.substr(0, equals), "query");
    if (equals == std::string::npos || name.empty())
      bad_url("PARAM", "the URL's query must hold name=value pairs joined by &",
              {"example: ?sslmode=verify-full&sslrootcert=ca.pem"});
    std::string value = decode(part.substr(equals + 1), "query");
    if (is_secret_name(name)) log::add_secret(value);
    if (!url.params.emplace(name, std::move(value)).second)
      bad_url("PARAM",
              fmt::format("the parameter \"{}\" is given twice in the URL",
                          printable(shorten(name, 40))),
              {"each parameter may be given once"});
  }
}

void parse_host(std::string_view text, Url& url) {
  if (text.starts_with("[")) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos)
      bad_url("HOST", "the URL's host starts with [ and has no ]",
              {"example: postgres://user@[::1]:5432/database"});
    url.host = decode(text.substr(1, close - 1), "host");
    const std::string_view rest = text.substr(close + 1);
    if (!rest.empty() && rest.front() != ':')
      bad_url("HOST", "behind the ] of the URL's host only :port may stand",
              {"example: postgres://user@[::1]:5432/database"});
    if (!rest.empty()) url.port = parse_port(rest.substr(1));
    return;
  }
  const std::size_t colon = text.find(':');
  url.host = decode(text.substr(0, colon), "host");
  if (colon == std::string_view::npos) return;
  if (text.find(':', colon + 1) != std::string_view::npos)
    bad_url("HOST", "the URL's host holds more than one colon",
            {"an IPv6 address stands in brackets: [::1]",
             "in user and password the character : is written %3A"});
  url.port = parse_port(text.substr(colon + 1));
}

// As other tools for MySQL write it: beside a host that means nothing then.
void lift_socket(Url& url) {
  for (const char* name : {"socket", "unix_socket"}) {
    const auto found = url.params.find(name);
    if (found == url.params.end()) continue;
    // Without the slash it would be taken for the name of a host.
    if (!found->second.starts_with("/"))
      bad_url("PARAM", fmt::format("the parameter \"{}\" of the URL is no path from / on", name),
              {fmt::format("example: mysql://user@localhost/database?{}=/run/mysqld/mysqld.sock",
                           name)});
    url.host = found->second;
    url.params.erase(found);
  }
}

// PostgreSQL's own URLs may give any of these in the query.
void lift_params(Url& url) {
  const auto take = [&](const char* name, std::string& into) {
    const auto found = url.params.find(name);
    if (found == url.params.end()) return;
    if (into.empty()) into = found->second;
    url.params.erase(found);
  };
  take("user", url.user);
  take("password", url.password);
  take("host", url.host);
  take("dbname", url.database);
  if (url.kind != EngineKind::postgres) lift_socket(url);
  const auto port = url.params.find("port");
  if (port == url.params.end()) return;
  if (url.port == 0) url.port = parse_port(port->second);
  url.params.erase(port);
}

void parse_server(std::string_view rest, Url& url) {
  const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, slash);
  std::string_view tail = rest.substr(slash);
  // The last @, so that an unencoded one in the password does no harm.
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user_info = authority.substr(0, at);
    const std::size_t colon = user_info.find(':');
    if (colon != std::string_view::npos) {
      // As written too: a % in it may turn out to be wrong.
      log::add_secret(std::string(user_info.substr(colon + 1)));
      url.password = decode(user_info.substr(colon + 1), "password");
      log::add_secret(url.password);
    }
    url.user = decode(user_info.substr(0, colon), "user");
    authority.remove_prefix(at + 1);
  }
  parse_host(authority, url);
  const std::size_t query = tail.find('?');
  std::string_view path = tail.substr(0, query);
  if (path.find('#') != std::string_view::npos)
    bad_url("TEXT", "the URL holds a #", {"in user, password and database it is written %23"});
  if (path.starts_with("/")) path.remove_prefix(1);
  if (path.find('@') != std::string_view::npos)
    bad_url("HOST", "an @ stands behind the host of the URL",
            {"in user and password the characters : / ? # @ % are written percent-encoded, "
             "for example / as %2F"});
  url.database = decode(path, "database");
  if (query != std::string_view::npos) parse_params(tail.substr(query + 1), url);
  lift_params(url);
  if (url.database.empty())
    bad_url("DATABASE", "the URL names no database",
            {"it stands behind the host: postgres://host/database"});
}

void parse_file(std::string_view rest, Url& url) {
  if (rest.starts_with("//")) rest.remove_prefix(2);
  const std::size_t query = rest.find('?');
  url.database = decode(rest.substr(0, query), "path");
  if (query != std::string_view::npos) parse_params(rest.substr(query + 1), url);
  if (url.database.empty())
    bad_url("DATABASE", "the URL names no database file",
            {"relative: sqlite:app.db", "absolute: sqlite:/var/lib/app/app.db"});
}

}  // namespace

std::string Url::redacted() const {
  std::string query;
  for (const auto& [name, value] : params) {
    query += query.empty() ? '?' : '&';
    query += encode(name) + "=" + (is_secret_name(name) ? "***" : encode(value, "/:"));
  }
  if (kind == EngineKind::sqlite) {
    // Of a path that begins with two slashes, those would be taken for the URL's own.
    const char* front = database.starts_with("//") ? "sqlite://" : "sqlite:";
    return front + encode(database, "/:") + query;
  }
  std::string text = fmt::format("{}://", name_of(kind));
  if (!user.empty()) text += encode(user) + "@";
  text += host.find(':') != std::string::npos ? "[" + encode(host, ":") + "]" : encode(host);
  if (port != 0) text += fmt::format(":{}", port);
  return text + "/" + encode(database) + query;
}

Url parse_url(std::string_view text) {
  text = trim(text);
  if (text.empty()) bad_url("EMPTY", "no database URL is given");
  if (!is_utf8(text)) bad_url("TEXT", "the URL is not UTF-8");
  if (text.size() > 8192) bad_url("TEXT", "the URL is longer than 8192 bytes");
  const std::size_t colon = text.find(':');
  const std::string_view rest = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const std::string scheme = lower(text.substr(0, colon));
  Url url;
  const std::optional<EngineKind> engine =
      colon == std::string_view::npos ? std::nullopt : engine_of(scheme);
  if (!engine) {
    // "user:password@host/db": what stands before the colon is named only where it is a scheme.
    const bool is_url = rest.starts_with("//") || scheme == "sqlite3" || scheme == "file";
    if (is_url && is_scheme(scheme)) unknown_scheme(scheme);
    bad_url("SCHEME", "the URL does not start with a known scheme");
  }
  url.kind = *engine;
  if (url.kind == EngineKind::sqlite) {
    parse_file(rest, url);
    return url;
  }
  if (!rest.starts_with("//"))
    bad_url("SCHEME", fmt::format("behind \"{}:\" the URL must go on with //", scheme));
  parse_server(rest.substr(2), url);
  return url;
}

}  // namespace migrate

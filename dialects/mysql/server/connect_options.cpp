#include "dialects/mysql/server/connect_options.hpp"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <mutex>

#include "config/url_params.hpp"
#include "dialects/mysql/server/greeting.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

sql::Driver& driver() {
  static sql::Driver* const one = get_driver_instance();
  return *one;
}

struct ThreadPass {
  ThreadPass() { driver().threadInit(); }
  ~ThreadPass() { driver().threadEnd(); }
};

std::string param(const Url& url, std::initializer_list<const char*> names) {
  for (auto* name : names)
    if (auto at = url.params.find(name); at != url.params.end()) return at->second;
  return {};
}

enum class Tls { disable, prefer, require, verify_ca, verify_full };

Tls tls_of(const Url& url) {
  auto mode = lower(param(url, {"sslmode", "ssl-mode", "ssl_mode"}));
  mode = replace_all(mode, "_", "-");
  if (mode.empty())
    return param(url, {"sslrootcert", "ssl-ca", "ssl_ca"}).empty() ? Tls::prefer : Tls::verify_full;
  if (mode == "disable" || mode == "disabled") return Tls::disable;
  if (mode == "prefer" || mode == "preferred" || mode == "allow") return Tls::prefer;
  if (mode == "require" || mode == "required") return Tls::require;
  if (mode == "verify-ca") return Tls::verify_ca;
  if (mode == "verify-full" || mode == "verify-identity") return Tls::verify_full;
  refuse("MIG-URL-PARAM", fmt::format("sslmode={} is not known", mode),
         "use disable, prefer, require, verify-ca or verify-full");
}

std::string socket_file(const std::string& host) {
  struct stat found {};
  if (::stat(host.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return host;
  for (const char* name : {"mysqld.sock", "mysql.sock", "mariadb.sock"})
    if (auto path = host + "/" + name; ::stat(path.c_str(), &found) == 0) return path;
  return host + "/mysqld.sock";
}

}  // namespace

void enter_driver() {
  thread_local ThreadPass pass;
}

void require_known_params(const Url& url) {
  migrate::require_known_params(
      url, {"sslmode", "ssl-mode", "ssl_mode", "sslrootcert", "ssl-ca", "ssl_ca", "sslcert",
            "ssl-cert", "ssl_cert", "sslkey", "ssl-key", "ssl_key", "socket", "unix_socket"});
}

bool requires_tls(const Url& url) {
  return tls_of(url) >= Tls::require;
}

void refuse_without_tls(const Url& url) {
  refuse("MIG-CONNECT-REFUSED",
         fmt::format("{} offers no TLS, which sslmode asks for", url.redacted()),
         "set the server up for TLS, or change sslmode");
}

std::unique_ptr<sql::Connection> connect(const Url& url) {
  static std::mutex one_at_a_time;
  enter_driver();
  sql::ConnectOptionsMap options;
  if (!url.host.empty() && url.host.front() == '/') {
    options["hostName"] = sql::SQLString("unix://" + socket_file(url.host));
  } else {
    auto host = url.host.empty() ? std::string("127.0.0.1") : url.host;
    // In brackets, else the driver takes the first colon of an IPv6 address for the port's.
    if (host.find(':') != std::string::npos && host.front() != '[') host = "[" + host + "]";
    options["hostName"] = sql::SQLString(host);
    options["port"] = url.port == 0 ? 3306 : url.port;
  }
  options["userName"] = sql::SQLString(url.user.empty() ? user_name() : url.user);
  options["password"] = sql::SQLString(url.password);
  options["schema"] = sql::SQLString(url.database);
  options["OPT_CONNECT_TIMEOUT"] = 10;
  options["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  options["OPT_LOCAL_INFILE"] = 0;
  options["OPT_CONNECT_ATTR_ADD"] = std::map<std::string, std::string>{{"program_name", "migrate"}};

  auto tls = tls_of(url);
  auto authority = param(url, {"sslrootcert", "ssl-ca", "ssl_ca"});
  auto certificate = param(url, {"sslcert", "ssl-cert", "ssl_cert"});
  auto key = param(url, {"sslkey", "ssl-key", "ssl_key"});
  bool verify = tls >= Tls::verify_ca;
  if (verify && authority.empty()) authority = "/etc/ssl/certs/ca-certificates.crt";
  bool local = !url.host.empty() && url.host.front() == '/';
  if (tls >= Tls::require || (tls == Tls::prefer && !local)) {
    // The client library does not insist on this: where the server offers no TLS it goes on
    // without. Greeting sees to that; with another library than MariaDB's, where nobody listens,
    // open_mysql does, which asks for the session's cipher when the URL requires one.
    options["sslEnforce"] = true;
    if (verify) options["sslCA"] = sql::SQLString(authority);  // checks the chain
    if (!certificate.empty()) options["sslCert"] = sql::SQLString(certificate);
    if (!key.empty()) options["sslKey"] = sql::SQLString(key);
    if (tls == Tls::verify_full) options["sslVerify"] = true;  // and the host's name
  }
  std::lock_guard guard(one_at_a_time);
  Greeting greeting(tls >= Tls::require  ? WithoutTls::leave
                    : tls == Tls::prefer ? WithoutTls::unask
                                         : WithoutTls::accept);
  try {
    return std::unique_ptr<sql::Connection>(driver().connect(options));
  } catch (const sql::SQLException&) {
    if (greeting.left()) refuse_without_tls(url);
    throw;
  }
}

}  // namespace migrate::mysql

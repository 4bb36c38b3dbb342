#include "util/http.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <chrono>
#include <optional>

#include "util/text.hpp"

namespace migrate::http {

namespace {

constexpr std::size_t most_bytes = 1u << 20;

struct Parts {
  std::string origin, user, password, target;
};

std::optional<Parts> parts_of(const std::string& url) {
  const auto scheme = url.find("://");
  if (scheme == std::string::npos) return std::nullopt;
  const auto name = lower(url.substr(0, scheme));
  if (name != "http" && name != "https") return std::nullopt;
  auto end = url.find_first_of("/?#", scheme + 3);
  if (end == std::string::npos) end = url.size();
  Parts parts;
  auto host = url.substr(scheme + 3, end - scheme - 3);
  if (auto at = host.rfind('@'); at != std::string::npos) {
    auto user = host.substr(0, at);
    host.erase(0, at + 1);
    auto colon = user.find(':');
    parts.user = httplib::detail::decode_url(user.substr(0, colon), false);
    if (colon != std::string::npos)
      parts.password = httplib::detail::decode_url(user.substr(colon + 1), false);
  }
  if (host.empty()) return std::nullopt;
  parts.origin = name + "://" + host;
  parts.target =
      url.substr(end, url.find('#') == std::string::npos ? std::string::npos : url.find('#') - end);
  if (parts.target.empty() || parts.target[0] != '/') parts.target.insert(0, "/");
  return parts;
}

std::string words(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::BindIPAddress:
      return "no connection";
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::Canceled:
      return "no answer in time";
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
      return "no TLS connection";
    case httplib::Error::SSLServerVerification:
      return "the server's certificate is not trusted";
    case httplib::Error::ExceedRedirectCount:
      return "too many redirects";
    case httplib::Error::Read:
      return "no answer in time, or the connection was closed";
    case httplib::Error::Write:
      return "the connection was closed";
    default:
      return httplib::to_string(error);
  }
}

}  // namespace

std::string Answer::trouble() const {
  return error.empty() ? fmt::format("HTTP {}", status) : error;
}

bool is_url(const std::string& text) {
  return parts_of(text).has_value();
}

std::string shown(const std::string& url) {
  auto parts = parts_of(url);
  if (!parts) return "the URL";
  return parts->origin + parts->target.substr(0, parts->target.find('?'));
}

std::string encode(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~')
      out += static_cast<char>(c);
    else
      out += fmt::format("%{:02X}", c);
  return out;
}

Answer send(const Request& request) {
  Answer answer;
  auto parts = parts_of(request.url);
  if (!parts) {
    answer.error = "not a URL of the form http://host/path";
    return answer;
  }
  // The library's limits are for one read each: a server that drips would hold us for ever.
  const auto end = std::chrono::steady_clock::now() + request.timeout;
  const auto in_time = [&] { return std::chrono::steady_clock::now() < end; };
  bool too_large = false;
  httplib::Client client(parts->origin);
  if (!client.is_valid()) {
    answer.error = "not a URL of the form http://host/path";
    return answer;
  }
  client.set_connection_timeout(request.timeout);
  client.set_read_timeout(request.timeout);
  client.set_write_timeout(request.timeout);
  client.set_follow_location(true);
  if (!parts->user.empty()) client.set_basic_auth(parts->user, parts->password);
  httplib::Request sent;
  sent.method = request.method;
  sent.path = parts->target;
  for (auto& [name, value] : request.headers) sent.set_header(name, value);
  if (!request.body.empty()) {
    sent.body = request.body;
    sent.set_header("Content-Type", request.content_type);
  }
  std::string body;
  sent.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
    too_large = body.size() + length > most_bytes;
    if (too_large || !in_time()) return false;
    body.append(data, length);
    return true;
  };
  auto result = client.send(sent);
  if (!result) {
    answer.error = too_large ? "an answer of more than a megabyte" : words(result.error());
    return answer;
  }
  answer.status = result->status;
  answer.body = std::move(body);
  return answer;
}

}  // namespace migrate::http

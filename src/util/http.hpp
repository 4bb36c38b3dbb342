// HTTP as the rest of the program needs it: one request, one answer, a limit on all of it.
#pragma once
#include <map>
#include <string>

#include "util/units.hpp"

namespace migrate::http {

struct Request {
  std::string url;  // http:// or https://; a user and password in it become basic authorization
  std::string method = "GET";
  std::string body = {};
  std::string content_type = "application/json";
  std::map<std::string, std::string> headers = {};
  Millis timeout{5000};  // from the first packet to the last
};

struct Answer {
  int status = 0;  // 0: there was none, `error` says why
  std::string body;
  std::string error;

  bool ok() const { return status >= 200 && status < 300; }
  // "HTTP 503", or the error: why this is not `ok`.
  std::string trouble() const;
};

// Never throws. An answer larger than a megabyte is an error. Certificates are checked against the
// system's; redirects are followed.
Answer send(const Request& request);

// http:// or https:// and a host.
bool is_url(const std::string& text);

// The URL as a person may see it: without user, password and query (tokens stand there).
std::string shown(const std::string& url);

// "a b/ü" → "a%20b%2F%C3%BC"
std::string encode(std::string_view text);

}  // namespace migrate::http

#include "config/url_params.hpp"

#include <gtest/gtest.h>

#include "util/error.hpp"

namespace migrate {
namespace {

Report refusal(const std::string& url, const std::vector<std::string>& known) {
  try {
    require_known_params(parse_url(url), known);
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), ExitCode::usage);
    return error.report();
  }
  return {};
}

TEST(UrlParams, TheKnownOnesAreTaken) {
  EXPECT_EQ(refusal("mysql://h/db", {"sslmode"}).code, "");
  EXPECT_EQ(refusal("mysql://h/db?sslmode=require", {"sslmode", "ssl-mode"}).code, "");
  EXPECT_EQ(refusal("mysql://h/db?charset=utf8mb4&connection_limit=5", {"sslmode"}).code, "");
}

TEST(UrlParams, AnotherIsRefusedWithTheNearest) {
  const Report misspelt = refusal("mysql://h/db?sslmod=require", {"sslmode", "ssl-ca"});
  EXPECT_EQ(misspelt.code, "MIG-URL-PARAM");
  EXPECT_EQ(misspelt.what,
            "the URL's parameter \"sslmod\" is not known; did you mean \"sslmode\"?");
  EXPECT_EQ(misspelt.details, std::vector<std::string>{"known: sslmode, ssl-ca"});
  EXPECT_EQ(refusal("mysql://h/db?useTLS=1", {"sslmode"}).code, "MIG-URL-PARAM");
}

TEST(UrlParams, ItsValueIsNotRepeated) {
  const Report report = refusal("mysql://h/db?tlsparole=S3CRET", {"sslmode"});
  EXPECT_EQ((report.what + report.next + report.details.at(0)).find("S3CRET"), std::string::npos);
}

}  // namespace
}  // namespace migrate

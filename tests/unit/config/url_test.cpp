#include "config/url.hpp"

#include <gtest/gtest.h>

#include "util/error.hpp"
#include "util/log.hpp"

namespace migrate {
namespace {

Report refusal(const std::string& text) {
  SCOPED_TRACE(text);
  try {
    parse_url(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.exit(), ExitCode::usage);
    EXPECT_FALSE(error.report().next.empty());
    return error.report();
  }
  ADD_FAILURE() << "nothing was refused";
  return {};
}

struct Server {
  const char* text;
  EngineKind kind;
  const char *user, *password, *host;
  int port;
  const char* database;
};

TEST(ParseUrl, Servers) {
  const Server cases[] = {
      {"postgres://u:p@h:5433/db", EngineKind::postgres, "u", "p", "h", 5433, "db"},
      {"postgresql://h/db", EngineKind::postgres, "", "", "h", 0, "db"},
      {"POSTGRES://u@h/db", EngineKind::postgres, "u", "", "h", 0, "db"},
      {"mysql://root@127.0.0.1/app", EngineKind::mysql, "root", "", "127.0.0.1", 0, "app"},
      {"mariadb://u:@h:1/db", EngineKind::mariadb, "u", "", "h", 1, "db"},
      {"postgres://a%40b:p%3Aw%2F%23%3F%25@h/my%20db", EngineKind::postgres, "a@b", "p:w/#?%", "h",
       0, "my db"},
      {"postgres://u:p@ss:word@h:65535/db", EngineKind::postgres, "u", "p@ss:word", "h", 65535,
       "db"},
      {"postgres://u:p@[::1]:5432/db", EngineKind::postgres, "u", "p", "::1", 5432, "db"},
      {"mysql://[fe80::1%25eth0]/db", EngineKind::mysql, "", "", "fe80::1%eth0", 0, "db"},
      {"postgres:///db", EngineKind::postgres, "", "", "", 0, "db"},
      {"postgres://u@%2Fvar%2Frun%2Fpostgresql/db", EngineKind::postgres, "u", "",
       "/var/run/postgresql", 0, "db"},
      {"postgres:///db?host=/tmp&port=6000&user=u&password=pw1234", EngineKind::postgres, "u",
       "pw1234", "/tmp", 6000, "db"},
      {"postgres://h?dbname=db", EngineKind::postgres, "", "", "h", 0, "db"},
      {"  mysql://u:p@h/db\n", EngineKind::mysql, "u", "p", "h", 0, "db"},
      {"mysql://u@localhost/db?socket=/run/mysqld/mysqld.sock", EngineKind::mysql, "u", "",
       "/run/mysqld/mysqld.sock", 0, "db"},
      {"mariadb:///db?unix_socket=%2Ftmp%2Fm.sock&user=u", EngineKind::mariadb, "u", "",
       "/tmp/m.sock", 0, "db"},
      {"mysql://ž%C5%BE@h/d%C3%A1", EngineKind::mysql, "žž", "", "h", 0, "dá"},
  };
  for (const Server& one : cases) {
    SCOPED_TRACE(one.text);
    const Url url = parse_url(one.text);
    EXPECT_EQ(url.kind, one.kind);
    EXPECT_EQ(url.user, one.user);
    EXPECT_EQ(url.password, one.password);
    EXPECT_EQ(url.host, one.host);
    EXPECT_EQ(url.port, one.port);
    EXPECT_EQ(url.database, one.database);
  }
}

TEST(ParseUrl, Files) {
  const std::pair<const char*, const char*> cases[] = {
      {"sqlite:app.db", "app.db"},           {"sqlite:dir/app.db", "dir/app.db"},
      {"sqlite:./app.db", "./app.db"},       {"sqlite:../app.db", "../app.db"},
      {"sqlite:/var/app.db", "/var/app.db"}, {"sqlite://app.db", "app.db"},
      {"sqlite://dir/app.db", "dir/app.db"}, {"sqlite:///var/app.db", "/var/app.db"},
      {"SQLITE:app.db", "app.db"},           {"sqlite:a%20b%3F%23.db", "a b?#.db"},
      {"sqlite:a@b:c#d.db", "a@b:c#d.db"},   {"sqlite:app.db?mode=rw", "app.db"},
      {"sqlite:C:\\x.db", "C:\\x.db"},
  };
  for (const auto& [text, path] : cases) {
    EXPECT_EQ(parse_url(text).kind, EngineKind::sqlite);
    EXPECT_EQ(parse_url(text).database, path) << text;
  }
  EXPECT_EQ(parse_url("sqlite:app.db?mode=rw").params.at("mode"), "rw");
}

TEST(ParseUrl, Params) {
  const Url url = parse_url("postgres://h/db?sslmode=verify-full&sslrootcert=%2Fca.pem&x=&");
  EXPECT_EQ(url.params, (std::map<std::string, std::string>{
                            {"sslmode", "verify-full"}, {"sslrootcert", "/ca.pem"}, {"x", ""}}));
}

TEST(ParseUrl, Refusals) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "MIG-URL-EMPTY"},
      {" \n ", "MIG-URL-EMPTY"},
      {"app.db", "MIG-URL-SCHEME"},
      {"/var/app.db", "MIG-URL-SCHEME"},
      {"localhost:5432/db", "MIG-URL-SCHEME"},
      {"postgress://h/db", "MIG-URL-SCHEME"},
      {"oracle://h/db", "MIG-URL-SCHEME"},
      {"jdbc:mysql://h/db", "MIG-URL-SCHEME"},
      {"postgres:h/db", "MIG-URL-SCHEME"},
      {"://h/db", "MIG-URL-SCHEME"},
      {"postgres://u:p%4@h/db", "MIG-URL-PERCENT"},
      {"postgres://u:p%zz@h/db", "MIG-URL-PERCENT"},
      {"postgres://u:100%@h/db", "MIG-URL-PERCENT"},
      {"sqlite:a%2", "MIG-URL-PERCENT"},
      {"postgres://h:0/db", "MIG-URL-PORT"},
      {"postgres://h:65536/db", "MIG-URL-PORT"},
      {"postgres://h:99999999999999999999/db", "MIG-URL-PORT"},
      {"postgres://h:-1/db", "MIG-URL-PORT"},
      {"postgres://h:/db", "MIG-URL-PORT"},
      {"postgres://h:5432x/db", "MIG-URL-PORT"},
      {"postgres://h/db?port=x", "MIG-URL-PORT"},
      {"postgres://[::1/db", "MIG-URL-HOST"},
      {"postgres://[::1]5432/db", "MIG-URL-HOST"},
      {"postgres://::1/db", "MIG-URL-HOST"},
      {"postgres://h", "MIG-URL-DATABASE"},
      {"postgres://h/", "MIG-URL-DATABASE"},
      {"mysql://", "MIG-URL-DATABASE"},
      {"sqlite:", "MIG-URL-DATABASE"},
      {"sqlite://", "MIG-URL-DATABASE"},
      {"sqlite:?mode=ro", "MIG-URL-DATABASE"},
      {"postgres://h/db#x", "MIG-URL-TEXT"},
      {"postgres://h/db%00x", "MIG-URL-TEXT"},
      {"postgres://u:p%0A@h/db", "MIG-URL-TEXT"},
      {"postgres://h/\xFF", "MIG-URL-TEXT"},
      {"postgres://h/db?sslmode", "MIG-URL-PARAM"},
      {"postgres://h/db?=x", "MIG-URL-PARAM"},
      {"postgres://h/db?a=1&a=2", "MIG-URL-PARAM"},
      {"mysql://h/db?socket=mysqld.sock", "MIG-URL-PARAM"},
      {"mariadb://h/db?unix_socket=", "MIG-URL-PARAM"},
  };
  for (const auto& [text, code] : cases) EXPECT_EQ(refusal(text).code, code) << text;
  EXPECT_EQ(refusal("postgres://h/" + std::string(9000, 'x')).code, "MIG-URL-TEXT");
}

TEST(ParseUrl, SuggestsTheNearestScheme) {
  const std::pair<const char*, const char*> cases[] = {
      {"postgress://h/db", "\"postgres\""},
      {"pgsql://h/db", "\"postgres\""},
      {"sqlite3:app.db", "\"sqlite\""},
      {"mysql2://h/db", "\"mysql\""},
      {"postgresql+psycopg2://h/db", "\"postgresql\""},
  };
  for (const auto& [text, near] : cases)
    EXPECT_NE(refusal(text).what.find(near), std::string::npos) << refusal(text).what;
}

std::string everything(const Report& report) {
  std::string text = report.code + report.what + report.where + report.state + report.next;
  for (const std::string& detail : report.details) text += detail;
  return text;
}

TEST(ParseUrl, NeverRepeatsAPassword) {
  for (const char* text :
       {"postgress://u:S3CRET@h/db", "postgres://u:S3CRET%@h/db", "postgres://u:S3CRET%zz@h/db",
        "postgres://u:S3CRET/x@h/db", "postgres://u:12/S3CRET@h/db", "postgres://u:S3CRET?x@h/db",
        "postgres://u:S3CRET#x@h/db", "postgres://u:S3CRET@h:x/db", "postgres://u:S3CRET@h/",
        "postgres://u:S3CRET%0A@h/db", "u:S3CRET@h/db", "S3CRET:x@h", "postgres:u:S3CRET@h/db",
        "postgres://u:a:S3CRET/@h/db", "postgres://u:S3CRET@[h/db",
        "postgres://u:p?password=S3CRET&password=S3CRET@h/db"})
    EXPECT_EQ(everything(refusal(text)).find("S3CRET"), std::string::npos) << text;
}

TEST(Redacted, HasNoPasswordAndCanBeReadAgain) {
  const std::pair<const char*, const char*> cases[] = {
      {"postgresql://u:hidden77@h:5433/db?sslmode=require",
       "postgres://u@h:5433/db?sslmode=require"},
      {"mysql://a%40b:hidden77@[::1]/my%20db", "mysql://a%40b@[::1]/my%20db"},
      {"postgres:///db?host=/tmp&password=hidden77", "postgres://%2Ftmp/db"},
      {"postgres://h/db?sslpassword=hidden77&sslkey=/k.pem",
       "postgres://h/db?sslkey=/k.pem&sslpassword=***"},
      {"sqlite:///var/a%20b.db", "sqlite:/var/a%20b.db"},
      {"sqlite::memory:", "sqlite::memory:"},
      {"sqlite:////srv/a.db", "sqlite:////srv/a.db"},
      {"postgres:///d?host=a://b", "postgres://[a:%2F%2Fb]/d"},
      {"mysql://u@localhost/d?socket=/tmp/m.sock", "mysql://u@%2Ftmp%2Fm.sock/d"},
      {"postgres://[fe80::1%25eth0]/d", "postgres://[fe80::1%25eth0]/d"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(parse_url(text).redacted(), expected) << text;
    EXPECT_EQ(parse_url(parse_url(text).redacted()).redacted(), expected) << text;
  }
}

TEST(ParseUrl, RegistersSecrets) {
  parse_url("postgres://u:Wh1spered%2Fword@h/db?sslpassword=An0therOne");
  EXPECT_EQ(log::redact("said Wh1spered/word and Wh1spered%2Fword, An0therOne"),
            "said *** and ***, ***");
}

}  // namespace
}  // namespace migrate

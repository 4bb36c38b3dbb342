#include "util/http.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <thread>

#include "util/prometheus.hpp"

namespace migrate {

namespace {

class Http : public ::testing::Test {
 protected:
  void SetUp() override {
    port_ = server_.bind_to_any_port("127.0.0.1");
    ASSERT_GT(port_, 0);
    serving_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::sleep_for(Millis(1));
  }
  void TearDown() override {
    server_.stop();
    serving_.join();
  }
  std::string url(const std::string& target, const std::string& user = "") {
    return "http://" + user + "127.0.0.1:" + std::to_string(port_) + target;
  }
  // What the server says to /api/v1/query.
  void prometheus_says(const std::string& body, int status = 200) {
    server_.Get("/api/v1/query", [=, this](const httplib::Request& in, httplib::Response& out) {
      asked_ = in.get_param_value("query");
      out.status = status;
      out.set_content(body, "application/json");
    });
  }

  httplib::Server server_;
  std::thread serving_;
  int port_ = 0;
  std::string asked_;
};

}  // namespace

TEST_F(Http, PassesBodyHeadersAndUserOn) {
  server_.Post("/in", [](const httplib::Request& in, httplib::Response& out) {
    out.status = 201;
    out.set_content(in.get_header_value("Authorization") + "|" + in.get_header_value("X-Who") +
                        "|" + in.get_header_value("Content-Type") + "|" + in.body + "|" +
                        in.get_param_value("q"),
                    "text/plain");
  });
  auto answer = http::send(
      {url("/in?q=1%202", "ann:p%40ss@"), "POST", "{}", "application/json", {{"X-Who", "me"}}});
  EXPECT_TRUE(answer.ok()) << answer.trouble();
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "Basic YW5uOnBAc3M=|me|application/json|{}|1 2");
}

TEST_F(Http, SaysWhyThereIsNoAnswer) {
  EXPECT_EQ(http::send({"ftp://host/x"}).error, "not a URL of the form http://host/path");
  EXPECT_EQ(http::send({"http:///x"}).error, "not a URL of the form http://host/path");
  EXPECT_EQ(http::send({"http://127.0.0.1:1/"}).error, "no connection");
  server_.Get("/gone", [](const httplib::Request&, httplib::Response& out) { out.status = 503; });
  EXPECT_EQ(http::send({url("/gone")}).trouble(), "HTTP 503");
}

TEST_F(Http, LimitsTimeAndSize) {
  std::atomic<bool> over{false};
  server_.Get("/drip", [&](const httplib::Request&, httplib::Response& out) {
    out.set_chunked_content_provider("text/plain", [&](std::size_t, httplib::DataSink& sink) {
      std::this_thread::sleep_for(Millis(20));
      if (over) {
        sink.done();
        return true;
      }
      return sink.write(".", 1);
    });
  });
  auto began = std::chrono::steady_clock::now();
  auto drip = http::send({url("/drip"), "GET", {}, {}, {}, Millis(300)});
  EXPECT_EQ(drip.error, "no answer in time");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
  over = true;
  server_.Get("/large", [](const httplib::Request&, httplib::Response& out) {
    out.set_content(std::string((1u << 20) + 1, 'x'), "text/plain");
  });
  EXPECT_EQ(http::send({url("/large")}).error, "an answer of more than a megabyte");
}

TEST(HttpText, ShowsNoSecret) {
  EXPECT_EQ(http::shown("https://u:secret@host:8/a/b?token=1#x"), "https://host:8/a/b");
  EXPECT_EQ(http::shown("u:secret@host"), "the URL");
  EXPECT_EQ(http::encode("a b/\xc3\xbc~"), "a%20b%2F%C3%BC~");
}

TEST_F(Http, PrometheusGivesOneNumber) {
  prometheus_says(
      R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0.25"]}]}})");
  auto sample = prometheus::query(url("/"), "rate(errors[1m])");
  ASSERT_TRUE(sample.value) << sample.error;
  EXPECT_DOUBLE_EQ(*sample.value, 0.25);
  EXPECT_EQ(asked_, "rate(errors[1m])");
}

TEST_F(Http, PrometheusWithoutOneNumberSaysWhy) {
  prometheus_says(R"({"status":"success","data":{"resultType":"vector","result":[]}})");
  EXPECT_EQ(prometheus::query(url(""), "up").error, "the query matches no series");
  EXPECT_EQ(prometheus::query("http://127.0.0.1:1", "up").error, "no connection");
}

TEST_F(Http, PrometheusRefuses) {
  prometheus_says(R"({"status":"error","errorType":"bad_data","error":"parse error"})", 400);
  EXPECT_EQ(prometheus::query(url(""), "up{").error, "parse error");
}

TEST_F(Http, PrometheusNotANumber) {
  prometheus_says(R"({"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}})");
  EXPECT_EQ(prometheus::query(url(""), "0/0").error, "the query's value is not a number");
}

TEST_F(Http, PrometheusLessThanAnyNumber) {
  prometheus_says(R"({"status":"success","data":{"resultType":"scalar","result":[1,"-Inf"]}})");
  EXPECT_EQ(prometheus::query(url(""), "ln(0)").error, "the query's value is -Inf");
}

TEST_F(Http, PrometheusMoreThanAnyNumber) {
  prometheus_says(R"({"status":"success","data":{"resultType":"scalar","result":[1,"+Inf"]}})");
  EXPECT_GT(prometheus::query(url(""), "1/0").value.value_or(0), 1e300);
}

}  // namespace migrate

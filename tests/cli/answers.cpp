// An HTTP server for the scripts here: answers DIR. GET /any/NAME gives the file DIR/NAME; with
// DIR/NAME.status its status, with DIR/NAME.slow it answers after that many milliseconds, with
// DIR/NAME.login only to that user:password. What was asked stands in DIR/log, the port in
// DIR/port. It ends when its standard input does.
#include <httplib.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <mutex>
#include <string>
#include <thread>

namespace {

std::string content(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string line(const std::string& path) {
  auto text = content(path);
  return text.substr(0, text.find('\n'));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string directory = std::string(argv[1]) + "/";
  std::mutex one_at_a_time;
  httplib::Server server;
  server.Get(R"(/.*)", [&](const httplib::Request& request, httplib::Response& response) {
    const auto name = directory + request.path.substr(request.path.rfind('/') + 1);
    {
      std::lock_guard guard(one_at_a_time);
      std::ofstream(directory + "log", std::ios::app) << request.target << "\n";
    }
    if (const auto slow = line(name + ".slow"); !slow.empty())
      std::this_thread::sleep_for(std::chrono::milliseconds(std::stol(slow)));
    const auto login = line(name + ".login");
    if (!login.empty()) {
      const auto colon = login.find(':');
      const auto wanted = httplib::make_basic_authentication_header(login.substr(0, colon),
                                                                    login.substr(colon + 1));
      if (request.get_header_value("Authorization") != wanted.second) {
        response.status = 401;
        return;
      }
    }
    if (!std::ifstream(name)) {
      response.status = 404;
      return;
    }
    const auto status = line(name + ".status");
    if (!status.empty()) response.status = std::stoi(status);
    response.set_content(content(name), "text/plain");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port <= 0) return 1;
  std::ofstream(directory + "port.new") << port << "\n";
  if (std::rename((directory + "port.new").c_str(), (directory + "port").c_str()) != 0) return 1;
  std::thread ends([&] {
    std::cin.ignore(std::numeric_limits<std::streamsize>::max());
    server.stop();
  });
  server.listen_after_bind();
  ends.join();
}

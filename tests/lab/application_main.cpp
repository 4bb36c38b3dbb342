// A small HTTP application in two versions: the old one reads and writes customer.name, the new one
// customer.full_name. Listens on a free loopback port, which it writes into --port-file. On SIGTERM
// it drains, retires its instance, says on stdout what it did, and ends.
//   lab_application --version old|new --instance NAME --schema ID --port-file FILE
// The database is DATABASE_URL.
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "tests/lab/registration.hpp"
#include "tests/lab/service.hpp"

namespace migrate::lab {
namespace {

struct Flags {
  std::string version, instance, schema, port_file;
  int beat_ms = 500, ttl_ms = 60000, quiet_ms = 1000, sessions = 4, faulty = 0;
};

// Sessions of PostgreSQL carry the name and the migration that the build knows.
Url named(Url url, const Flags& flags) {
  if (url.kind == EngineKind::postgres) url.params["application_name"] = "web@" + flags.schema;
  return url;
}

int serve(const Flags& flags) {
  const char* database = std::getenv("DATABASE_URL");
  if (!database) throw std::runtime_error("DATABASE_URL is not set");
  const Url url = named(parse_url(database), flags);
  const bool is_new = flags.version == "new";
  const std::string version = is_new ? "2.0" : "1.0";

  // Handled below, by this thread alone: those that are made from here on inherit the mask.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  std::optional<Sessions> sessions;  // before those who use it
  Service service({flags.instance, version, is_new ? "full_name" : "name",
                   std::chrono::milliseconds(flags.quiet_ms), flags.faulty});
  std::ofstream(flags.port_file + ".new") << service.port();
  std::rename((flags.port_file + ".new").c_str(), flags.port_file.c_str());

  sessions.emplace(url, static_cast<std::size_t>(flags.sessions));
  Registration registration(url, {flags.instance, version, flags.schema}, Millis(flags.beat_ms),
                            Millis(flags.ttl_ms));
  service.start(*sessions);
  int signal = 0;
  sigwait(&ends, &signal);
  service.drain();
  registration.retire();
  fmt::print("{{\"instance\": \"{}\", \"served\": {}, \"deadlocks\": {}, \"prepared_anew\": {}}}\n",
             flags.instance, service.served(), sessions->deadlocks(), sessions->prepared_anew());
  return 0;
}

}  // namespace
}  // namespace migrate::lab

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlives the lab, however that ends
  migrate::lab::Flags flags;
  CLI::App cli("lab_application");
  cli.add_option("--version", flags.version)->required()->check(CLI::IsMember({"old", "new"}));
  cli.add_option("--instance", flags.instance)->required();
  cli.add_option("--schema", flags.schema)->required();
  cli.add_option("--port-file", flags.port_file)->required();
  cli.add_option("--beat-ms", flags.beat_ms);
  cli.add_option("--ttl-ms", flags.ttl_ms);
  cli.add_option("--quiet-ms", flags.quiet_ms);
  cli.add_option("--sessions", flags.sessions);
  cli.add_option("--faulty", flags.faulty);
  CLI11_PARSE(cli, argc, argv);
  try {
    return migrate::lab::serve(flags);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: {}\n", flags.instance, error.what());
    return 1;
  }
}

// From a URL to a session of the driver. Only connection.cpp and connect_options.cpp know the
// driver.
#pragma once
#include <memory>

#include "config/url.hpp"

namespace sql {
class Connection;
}

namespace migrate::mysql {

// The driver wants to be told of every thread that uses it; cheap when it knows already.
void enter_driver();

// Never reconnects by itself, never reads a local file for the server, gives up after 10 s, and
// later on after a minute without a sign of the server's machine (Greeting). TLS by
// sslmode (disable, prefer, require, verify-ca, verify-full; ssl-mode with MySQL's words),
// sslrootcert or ssl-ca, sslcert or ssl-cert, sslkey or ssl-key. Throws sql::SQLException, and
// Error for an unknown mode (MIG-URL-PARAM) and for a server without the TLS that it asks for.
std::unique_ptr<sql::Connection> connect(const Url& url);

// Throws Error (MIG-URL-PARAM) where the URL gives any other. `socket` and `unix_socket` have
// become the host by now.
void require_known_params(const Url& url);

// sslmode asks for an encrypted session.
bool requires_tls(const Url& url);
[[noreturn]] void refuse_without_tls(const Url& url);

}  // namespace migrate::mysql

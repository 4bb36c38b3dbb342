// A GET is answered with success and, where one is given, with the expected text.
#include "gate/check.hpp"
#include "util/http.hpp"
#include "util/variables.hpp"

namespace migrate {

CheckOutcome check_http(const GateCheck& check) {
  auto url = expand_variables(check.target);
  if (!url.problem.empty()) return failed(url.problem);
  http::Request request;
  request.url = url.text;
  request.timeout = check.timeout;
  auto answer = http::send(request);
  if (!answer.ok()) return failed(answer.trouble());
  if (check.expect) return compared(check, answer.body);
  auto status = "HTTP " + std::to_string(answer.status);
  return {true, status, status, "success", false};
}

}  // namespace migrate

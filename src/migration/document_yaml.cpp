#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <utility>

#include "migration/document.hpp"
#include "migration/document_builder.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

constexpr std::string_view core_tag = "tag:yaml.org,2002:";

class Handler final : public YAML::EventHandler {
 public:
  explicit Handler(const Source& source) : source_(source), builder_(source) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(seen_, true))
      source_error(source_, "SYNTAX", "the file holds more than one document", line(mark));
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (builder_.wants_key()) bad_key(mark);
    builder_.null(line(mark), mark.column + 1, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (builder_.wants_key()) bad_key(mark);
    builder_.alias(anchor, line(mark));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_tag(mark, tag);
    if (builder_.wants_key()) {
      builder_.key(value, line(mark));
      return;
    }
    // yaml-cpp: "?" for a plain scalar, "!" for one in quotes or a block.
    const bool quoted = tag == "!" || tag == fmt::format("{}str", core_tag);
    builder_.scalar(value, quoted, line(mark), mark.column + 1, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    if (builder_.wants_key()) bad_key(mark);
    builder_.begin(Node::Kind::list, line(mark), mark.column + 1, anchor);
  }
  void OnSequenceEnd() override { builder_.end(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    check_tag(mark, tag);
    if (builder_.wants_key()) bad_key(mark);
    builder_.begin(Node::Kind::map, line(mark), mark.column + 1, anchor);
  }
  void OnMapEnd() override { builder_.end(); }

  Node take() { return builder_.take(); }

 private:
  static int line(const YAML::Mark& mark) { return mark.line + 1; }

  [[noreturn]] void bad_key(const YAML::Mark& mark) {
    source_error(source_, "SYNTAX", "a key must be a text", line(mark));
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!" || tag.starts_with(core_tag)) return;
    source_error(source_, "SYNTAX",
                 fmt::format("the tag {} is not supported", printable(shorten(tag, 80))),
                 line(mark));
  }

  const Source& source_;
  DocumentBuilder builder_;
  bool seen_ = false;
};

}  // namespace

Node parse_yaml(const Source& source, const std::string& text) {
  // yaml-cpp 0.7 takes a quote that is open at the end of the file for closed when a newline stands
  // last. A comment there makes it see the end inside the quote; anything else is unchanged by it.
  std::istringstream stream(text + "\n#");
  Handler handler(source);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(handler)) {
    }
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 0 : error.mark.line + 1;
    source_error(source, "SYNTAX", "not valid YAML: " + printable(shorten(error.msg, 200)), line);
  }
  return handler.take();
}

}  // namespace migrate

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "migration/document.hpp"
#include "migration/document_builder.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Lets the handler know how far the parser has read.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* consumed) : at_(at), consumed_(consumed) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*consumed_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  [[maybe_unused]] friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ != b.at_;
  }

 private:
  const char* at_;
  std::size_t* consumed_;
};

class Handler {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Handler(const Source& source, const std::string& text)
      : source_(source), text_(text), builder_(source) {
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '\n') newlines_.push_back(i);
  }

  bool null() {
    const Place at = place();
    builder_.null(at.line, at.column);
    return true;
  }
  bool boolean(bool value) { return plain(value ? "true" : "false", false); }
  // As an integer "-0" has lost its sign; YAML keeps what is written, and so must the checksum.
  bool number_integer(number_integer_t value) {
    const std::size_t zero = value == 0 ? text_.rfind('0', consumed_ - 1) : 0;
    const bool negative = zero != std::string::npos && zero > 0 && text_[zero - 1] == '-';
    return plain((negative ? "-" : "") + std::to_string(value), true);
  }
  bool number_unsigned(number_unsigned_t value) { return plain(std::to_string(value), true); }
  bool number_float(number_float_t, const string_t& written) { return plain(written, true); }
  bool string(string_t& value) {
    const Place at = place();
    builder_.scalar(value, true, at.line, at.column);
    return true;
  }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return start(Node::Kind::map); }
  bool key(string_t& name) {
    builder_.key(name, place().line);
    return true;
  }
  bool end_object() {
    builder_.end();
    return true;
  }
  bool start_array(std::size_t) { return start(Node::Kind::list); }
  bool end_array() {
    builder_.end();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while …"
    std::string why = error.what();
    for (const std::string_view front : {"] ", ": "}) {
      const std::size_t end = why.find(front);
      if (end != std::string::npos && (front == "] " || why.starts_with("parse error at")))
        why.erase(0, end + front.size());
    }
    source_error(source_, "SYNTAX", "not valid JSON: " + printable(shorten(why, 200)),
                 at(position > 0 ? position - 1 : 0).line);
  }

  std::size_t* consumed() { return &consumed_; }
  Node take() { return builder_.take(); }

 private:
  struct Place {
    int line;
    int column;
  };

  Place at(std::size_t offset) const {
    const auto next = std::lower_bound(newlines_.begin(), newlines_.end(), offset);
    const std::size_t before = next == newlines_.begin() ? 0 : *(next - 1) + 1;
    return {static_cast<int>(next - newlines_.begin()) + 1, static_cast<int>(offset - before) + 1};
  }

  // The end of the token just read; behind a number the parser has read one character more.
  Place place(bool number = false) const {
    const std::size_t back = number ? 2 : 1;
    return at(consumed_ > back ? consumed_ - back : 0);
  }

  bool plain(std::string value, bool number) {
    const Place where = place(number);
    builder_.scalar(std::move(value), false, where.line, where.column);
    return true;
  }

  bool start(Node::Kind kind) {
    const Place where = place();
    builder_.begin(kind, where.line, where.column);
    return true;
  }

  const Source& source_;
  const std::string& text_;
  DocumentBuilder builder_;
  std::vector<std::size_t> newlines_;
  std::size_t consumed_ = 0;
};

}  // namespace

Node parse_json(const Source& source, const std::string& text) {
  if (trim(text).empty()) return {};
  Handler handler(source, text);
  const char* begin = text.data();
  nlohmann::json::sax_parse(CountingIterator(begin, handler.consumed()),
                            CountingIterator(begin + text.size(), handler.consumed()), &handler);
  return handler.take();
}

}  // namespace migrate

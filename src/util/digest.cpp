#include "util/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace migrate {

std::string sha256_hex(std::string_view data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int length = 0;
  if (EVP_Digest(data.data(), data.size(), hash.data(), &length, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL cannot compute SHA-256");
  constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(length * 2u);
  for (unsigned int i = 0; i < length; ++i) {
    hex += digits[hash[i] >> 4];
    hex += digits[hash[i] & 0x0F];
  }
  return hex;
}

}  // namespace migrate

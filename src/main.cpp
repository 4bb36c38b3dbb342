#include "cli/run.hpp"

int main(int argc, char** argv) {
  return migrate::run(argc, argv);
}

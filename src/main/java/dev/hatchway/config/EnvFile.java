package dev.hatchway.config;

import dev.hatchway.model.EnvironmentFile;
import java.util.Map;

/** A file of variables that the operator wrote. */
final class EnvFile {
  private EnvFile() {}

  /** Returns the variables. */
  static Map<String, String> read(TextFile file) {
    return switch (EnvironmentFile.parse(file.text())) {
      case EnvironmentFile.Variables(var values) -> values;
      case EnvironmentFile.Wrong(int line, String problem) -> throw file.wrong(line, problem);
    };
  }
}

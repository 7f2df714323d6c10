package dev.hatchway;

import dev.hatchway.access.AuthorizedKeys;
import dev.hatchway.access.Reading;
import dev.hatchway.access.UnreadableKeysException;
import dev.hatchway.config.AppFiles;
import dev.hatchway.config.Settings;
import dev.hatchway.config.SettingsException;
import dev.hatchway.container.EngineException;
import dev.hatchway.docker.DockerEngine;
import dev.hatchway.model.GatewayId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code hatchway check}: says all that is wrong, and starts nothing. */
final class Check {
  private static final int OK = 0;
  private static final int WRONG = 1;

  private final Options options;
  private final List<String> wrong = new ArrayList<>();
  private final List<String> good = new ArrayList<>();

  Check(Options options) {
    this.options = options;
  }

  int run() {
    checkSettings();
    checkKeys();
    wrong.forEach(Serve::say);
    if (wrong.isEmpty()) {
      good.forEach(line -> System.out.println("good: " + line));
    }
    return wrong.isEmpty() ? OK : WRONG;
  }

  private void checkSettings() {
    try {
      AppFiles.load(options.homeFolder());
      Settings settings = options.settings();
      good.add("settings");
      checkEngine(settings);
    } catch (SettingsException | WrongStart e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }

  private void checkEngine(Settings settings) throws WrongStart {
    try (DockerEngine engine =
        DockerEngine.connect(options.engine(settings), List.of(), GatewayId.random())) {
      good.add("engine, apps: " + engine.apps().all().size());
    } catch (EngineException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }

  private void checkKeys() {
    Path file = options.homeFolder().resolve("keys").resolve("authorized_keys");
    try {
      Reading reading = AuthorizedKeys.read(file);
      reading.problems().forEach(p -> wrong.add("%s:%d: %s".formatted(file, p.line(), p.text())));
      if (reading.grants().isEmpty()) {
        wrong.add("nobody can log in: no key in " + file);
      } else {
        good.add("keys, " + reading.grants().size());
      }
    } catch (UnreadableKeysException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
  }
}

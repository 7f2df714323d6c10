package dev.hatchway;

import dev.hatchway.config.Address;
import dev.hatchway.config.Settings;
import dev.hatchway.docker.EngineAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of the program's command line; an empty text is one that was not given.
 *
 * @param home the folder of the installation
 */
record Options(String home, String listen, String dockerHost) {
  private static final String VARIABLE = "DOCKER_HOST";
  private static final String USUAL_SOCKET = "unix:///var/run/docker.sock";

  Path homeFolder() {
    return Path.of(home).toAbsolutePath().normalize();
  }

  /** The settings of the home, with what the command line says instead. */
  Settings settings() throws WrongStart {
    Settings settings = Settings.load(homeFolder());
    if (listen.isEmpty()) {
      return settings;
    }
    Address address =
        Address.parse(listen)
            .orElseThrow(
                () ->
                    WrongStart.usage(
                        "--listen is \"%s\", but should be %s"
                            .formatted(listen, Address.EXPECTED)));
    return new Settings(
        address,
        settings.account(),
        settings.engine(),
        settings.run(),
        settings.uploads(),
        settings.limits(),
        settings.drain());
  }

  /** The first of option, setting, environment and Docker's own default. */
  EngineAddress engine(Settings settings) throws WrongStart {
    String text =
        dockerHost.isEmpty()
            ? settings
                .engine()
                .host()
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)).filter(v -> !v.isEmpty()))
                .orElse(USUAL_SOCKET)
            : dockerHost;
    try {
      return EngineAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw WrongStart.usage(String.valueOf(e.getMessage()));
    }
  }
}

package dev.hatchway.session;

import dev.hatchway.app.App;
import dev.hatchway.command.Command;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ImageName;
import dev.hatchway.model.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator leaves to the choice of those who run one-offs.
 *
 * @param sizes limits by name; those of an app itself come before them
 * @param anyImage whether they may name any image
 */
public record Choices(Map<String, Limits> sizes, boolean anyImage) {
  /** Returns the limits that a client chose, by itself and by the name of a size. */
  Limits limits(App app, Command.Run wish) throws Refusal {
    if (wish.size().isEmpty()) {
      return wish.limits();
    }
    Map<String, Limits> all = new LinkedHashMap<>(sizes);
    app.declared().ifPresent(declared -> all.putAll(declared.sizes()));
    String name = wish.size().get();
    Limits size = all.get(name);
    if (size == null) {
      throw new Refusal(
          ExitCode.USAGE,
          all.isEmpty()
              ? "no size %s: %s has no sizes; say --cpu and --memory".formatted(name, app.name())
              : "no size %s; sizes: %s".formatted(name, String.join(" ", all.keySet())));
    }
    return wish.limits().orElse(size);
  }

  /** Returns the image that a client chose. */
  Optional<ImageName> image(Command.Run wish) throws Refusal {
    Optional<ImageName> image = wish.basis().image();
    if (image.isPresent() && !anyImage) {
      throw new Refusal(
          ExitCode.REFUSED,
          "--image %s: other images are not allowed here (run.image-allowed); leave --image out"
              .formatted(image.get()));
    }
    return image;
  }
}

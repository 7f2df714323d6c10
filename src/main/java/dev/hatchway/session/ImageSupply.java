package dev.hatchway.session;

import dev.hatchway.container.Containers;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Pull;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.ImageName;
import java.time.Duration;
import java.util.Optional;

/** Sees to it that the engine has an image before a one-off is made from it. */
record ImageSupply(Containers containers) {
  /** A client that has gone away is noticed as fast. */
  private static final Duration PACE = Duration.ofMillis(250);

  /** Returns when the image is there. */
  void await(ImageName image, Visit visit, Narrator narrator) throws Refusal {
    Optional<Pull> begun = containers.pull(image);
    if (begun.isEmpty()) {
      return;
    }
    try (Pull pull = begun.get();
        var _ = narrator.pulling(image, pull::progress)) {
      while (!pull.await(PACE)) {
        if (visit.client().end().isGone()) {
          throw new Refusal(ExitCode.GATEWAY_FAILED, "nobody waits for the image any more");
        }
      }
    } catch (EngineException.Away e) {
      throw e;
    } catch (EngineException e) {
      throw new Refusal(
          ExitCode.GATEWAY_FAILED,
          "the image %s cannot be pulled: %s".formatted(image, e.getMessage()));
    }
  }
}

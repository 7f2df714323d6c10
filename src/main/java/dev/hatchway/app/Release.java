package dev.hatchway.app;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What an app ran as from some moment on.
 *
 * @param number from 1 up, in the order in which this gateway saw them
 * @param image the image's id, as the engine gives it
 * @param tag the image as it was asked for, wherever that name points now
 * @param source the label system that the app was found by, or {@link App#FILE}
 */
public record Release(int number, String image, String tag, Instant since, String source) {
  /** Podman leaves the algorithm out in places, Docker never does. */
  private static final Pattern VALID_IMAGE = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

  private static final String ALGORITHM = "sha256:";

  /** As many digits as the docker program shows of an id. */
  private static final int SHORT_ID = 12;

  public Release {
    if (number < 1) {
      throw new IllegalArgumentException("not the number of a release: " + number);
    }
    if (!isImage(image)) {
      throw new IllegalArgumentException("not the id of an image: " + image);
    }
  }

  /** Returns whether the text is the whole id of an image. */
  static boolean isImage(String text) {
    return VALID_IMAGE.matcher(text).matches();
  }

  /** The name of the release, {@code v3}. */
  public String name() {
    return "v" + number;
  }

  /** The first digits of the image's id, as the docker program shows them. */
  public String shortImage() {
    return digits(image).substring(0, SHORT_ID);
  }

  /** Returns whether the image's id begins like that, with or without its algorithm. */
  boolean hasImage(String beginning) {
    return digits(image).startsWith(digits(beginning));
  }

  private static String digits(String id) {
    return id.startsWith(ALGORITHM) ? id.substring(ALGORITHM.length()) : id;
  }
}

package dev.hatchway.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image as {@code docker pull} takes it, {@code shop}, {@code shop:42}, {@code
 * registry.example:5000/team/shop@sha256:…}, or an image's id. It is safe in a path of the engine's
 * API.
 */
public record ImageName(String value) {
  /** What a message says of the form that is expected. */
  public static final String EXPECTED =
      "the name of an image such as shop:42 or registry.example/shop:42";

  /** The longest name of a repository, the longest tag, and a digest (distribution/reference). */
  private static final int LONGEST = 255 + 1 + 128 + 1 + 200;

  private static final String DOMAIN =
      "(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(?::[0-9]{1,5})?/)?";
  private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern VALID =
      Pattern.compile(
          "(?<repository>%s%s(?:/%s)*)".formatted(DOMAIN, PART, PART)
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
              + "(?:@(?<digest>[A-Za-z][A-Za-z0-9+._-]*:[0-9A-Fa-f]{32,128}))?");

  /** No repository may have such a name, so nothing else is meant by it. */
  private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

  private static final String USUAL_TAG = "latest";

  public ImageName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the name of an image: " + Printable.of(value));
    }
  }

  /** Reads a name; empty if the text is none. */
  public static Optional<ImageName> parse(String text) {
    return Optional.of(text).filter(ImageName::isValid).map(ImageName::new);
  }

  /** Returns whether this is the id of an image, which no registry knows. */
  public boolean isId() {
    return ID.matcher(value).matches();
  }

  /** What stands before tag and digest. */
  public String repository() {
    return parts().group("repository");
  }

  /** The digest if there is one, else the tag; without both, {@code latest} is meant. */
  public String version() {
    Matcher parts = parts();
    return Optional.ofNullable(parts.group("digest"))
        .or(() -> Optional.ofNullable(parts.group("tag")))
        .orElse(USUAL_TAG);
  }

  private Matcher parts() {
    Matcher parts = VALID.matcher(value);
    if (!parts.matches()) {
      throw new IllegalStateException("not the name of an image any more: " + value);
    }
    return parts;
  }

  private static boolean isValid(String text) {
    return text.length() <= LONGEST && VALID.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}

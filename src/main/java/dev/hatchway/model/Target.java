package dev.hatchway.model;

/**
 * What a person typed to name a process: {@code web}, {@code web.1}, {@code run.7}, {@code 7},
 * {@code shop.run.7}, {@code one-off-7}, a container's name, or the first characters of its id.
 * Which process that is, only the app can tell.
 */
public record Target(String text) {
  @Override
  public String toString() {
    return text;
  }
}

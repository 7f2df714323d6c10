package dev.hatchway.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The far end of rsync, as its client asks for it: {@code rsync --server [--sender] OPTIONS .
 * PATH…} (rsync(1), "rsync --server").
 */
public sealed interface RsyncCommand {
  /** What this side can do. */
  record Serve(RsyncOptions options, List<String> paths) implements RsyncCommand {
    public Serve {
      paths = List.copyOf(paths);
      if (paths.isEmpty()) {
        throw new IllegalArgumentException("no path");
      }
    }

    boolean sends() {
      return options.has(RsyncOption.SENDER);
    }
  }

  /** What it cannot do, in words for the user. */
  record Refused(String reason) implements RsyncCommand {}

  /** Reads the words of a command line; empty if they are not those of a far end. */
  static Optional<RsyncCommand> parse(List<String> words) {
    if (words.size() < 2 || !words.get(0).equals("rsync") || !words.get(1).equals("--server")) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(words.subList(2, words.size())));
    } catch (RsyncOptions.RefusedException e) {
      return Optional.of(new Refused(String.valueOf(e.getMessage())));
    }
  }

  private static RsyncCommand read(List<String> words) throws RsyncOptions.RefusedException {
    RsyncOptions.Reading reading = new RsyncOptions.Reading();
    List<String> paths = new ArrayList<>();
    boolean ended = false;
    for (String word : words) {
      if (!ended && paths.isEmpty() && word.startsWith("-") && word.length() > 1) {
        ended = word.equals("--");
        if (!ended) {
          reading.read(word);
        }
      } else {
        paths.add(word);
      }
    }
    RsyncOptions options = reading.options();
    // The first is always the dot.
    List<String> named = paths.isEmpty() ? paths : paths.subList(1, paths.size());
    boolean sends = options.has(RsyncOption.SENDER);
    if (named.isEmpty() || (!sends && named.size() > 1)) {
      return new Refused("rsync: one path is needed, not " + named.size());
    }
    return new Serve(options, named);
  }
}

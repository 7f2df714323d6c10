package dev.hatchway.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The far end of an old {@code scp}, as its client asks for it: {@code scp -t PATH} receives,
 * {@code scp -f PATH…} sends.
 *
 * @param recursive {@code -r}: folders too
 * @param times {@code -p}: with times and exact modes
 * @param folder {@code -d}: the path has to be a folder
 */
public record ScpCommand(
    Direction direction, boolean recursive, boolean times, boolean folder, List<String> paths) {

  /** Which way the files go, seen from here. */
  public enum Direction {
    RECEIVE,
    SEND
  }

  public ScpCommand {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no path");
    }
  }

  /** Reads the words of a command line; empty if they are not those of a far end. */
  public static Optional<ScpCommand> parse(List<String> words) {
    if (words.isEmpty() || !words.getFirst().equals("scp")) {
      return Optional.empty();
    }
    StringBuilder options = new StringBuilder();
    List<String> paths = new ArrayList<>();
    boolean ended = false;
    for (String word : words.subList(1, words.size())) {
      if (!ended && paths.isEmpty() && word.startsWith("-") && word.length() > 1) {
        ended = word.equals("--");
        options.append(ended ? "" : word.substring(1));
      } else {
        paths.add(word);
      }
    }
    return of(options.toString(), paths);
  }

  private static Optional<ScpCommand> of(String options, List<String> paths) {
    boolean receives = options.indexOf('t') >= 0;
    boolean sends = options.indexOf('f') >= 0;
    boolean known = options.chars().allMatch(option -> "tfrpdvq".indexOf(option) >= 0);
    if (!known || receives == sends || paths.isEmpty() || (receives && paths.size() > 1)) {
      return Optional.empty();
    }
    return Optional.of(
        new ScpCommand(
            receives ? Direction.RECEIVE : Direction.SEND,
            options.indexOf('r') >= 0,
            options.indexOf('p') >= 0,
            options.indexOf('d') >= 0,
            paths));
  }
}

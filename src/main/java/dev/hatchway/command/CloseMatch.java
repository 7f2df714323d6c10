package dev.hatchway.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that somebody may have meant who typed an unknown one. */
final class CloseMatch {
  /** The length above which no word is one of ours with a slip in it. */
  private static final int LONGEST = 32;

  /** One slip is forgiven for each so many letters of the longer word. */
  private static final int LETTERS_PER_SLIP = 3;

  private CloseMatch() {}

  /** Returns the nearest of the known words, empty if none is near. */
  static Optional<String> find(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(
            word ->
                distance(typed, word) <= Math.max(typed.length(), word.length()) / LETTERS_PER_SLIP)
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /** The number of letters to insert, leave out, replace or swap with the next. */
  private static int distance(String from, String to) {
    int[][] steps = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        steps[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : next(steps, from, to, i, j);
      }
    }
    return steps[from.length()][to.length()];
  }

  private static int next(int[][] steps, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int fewest = steps[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, steps[i - 1][j] + 1);
    fewest = Math.min(fewest, steps[i][j - 1] + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(fewest, steps[i - 2][j - 2] + 1) : fewest;
  }
}

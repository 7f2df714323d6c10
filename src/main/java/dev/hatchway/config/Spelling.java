package dev.hatchway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that somebody probably meant. */
final class Spelling {
  /** Two letters wrong, missing or too many are a slip; three are another word. */
  private static final int MOST_SLIPS = 2;

  /** Longer words are not compared, since the work grows with the square of the length. */
  private static final int LONGEST = 40;

  private Spelling() {}

  static Optional<String> closest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> slips(word, candidate) <= Math.min(MOST_SLIPS, candidate.length() / 2))
        .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
  }

  /** The edit distance of Levenshtein, one row at a time. */
  private static int slips(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}

package dev.hatchway.access;

/**
 * A pattern of a whole text, in which {@code *} stands for any characters and {@code ?} for one
 * (ssh_config(5), PATTERNS).
 */
record Wildcard(String pattern) {
  /**
   * Returns whether the pattern covers the whole text. After a mismatch only the last star is tried
   * again, since an earlier one could not do better; so the time is bounded by the product of the
   * lengths, where trying every star would take for ever on {@code *a*a*a*a*b}.
   */
  boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length() && fits(pattern.charAt(in), text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }

  private static boolean fits(char wanted, char character) {
    return wanted == '?' || wanted == character;
  }
}

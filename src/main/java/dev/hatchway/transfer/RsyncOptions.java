package dev.hatchway.transfer;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client of rsync asks of its far end.
 *
 * @param features the letters after {@code -e.}, which tell what the client understands
 */
record RsyncOptions(Set<RsyncOption> set, String features) {
  private static final Pattern WORD = Pattern.compile("--([a-z0-9-]+)(?:=(.*))?", Pattern.DOTALL);
  private static final Pattern BLOCK_SIZE = Pattern.compile("-B[0-9]+");

  /** They change how, and not what, is carried, or what the client tells about it. */
  private static final String HARMLESS_LETTERS = "vqhixSWyKkJ8";

  private static final Set<String> HARMLESS_WORDS =
      Set.of(
          "server",
          "stats",
          "log-format",
          "partial",
          "inplace",
          "sparse",
          "bwlimit",
          "timeout",
          "info",
          "debug",
          "msgs2stderr",
          "no-msgs2stderr",
          "stderr",
          "compress-level",
          "checksum-seed",
          "list-only",
          "no-implied-dirs",
          "no-r",
          "no-W",
          "no-i-r",
          "no-inc-recursive",
          "preallocate",
          "fsync",
          "open-noatime",
          "super");

  /** They differ only in what else than literal bytes they compress. */
  private static final Set<String> ZLIB = Set.of("zlib", "zlibx");

  RsyncOptions {
    set = Set.copyOf(set);
  }

  boolean has(RsyncOption option) {
    return set.contains(option);
  }

  /** Whether the bytes of files are deflated. */
  boolean compresses() {
    return has(RsyncOption.COMPRESS)
        || has(RsyncOption.NEW_COMPRESS)
        || has(RsyncOption.OLD_COMPRESS);
  }

  /** Whether what the client does not have is to go. */
  boolean deletes() {
    return has(RsyncOption.DELETE)
        || has(RsyncOption.DELETE_BEFORE)
        || has(RsyncOption.DELETE_DURING)
        || has(RsyncOption.DELETE_EXCLUDED)
        || deletesLate();
  }

  boolean deletesLate() {
    return has(RsyncOption.DELETE_AFTER) || has(RsyncOption.DELETE_DELAY);
  }

  /** What a client that is refused has to leave out. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Collects the options of a command line, word by word. */
  static final class Reading {
    private final Set<RsyncOption> set = EnumSet.noneOf(RsyncOption.class);
    private String features = "";

    RsyncOptions options() throws RefusedException {
      if (set.contains(RsyncOption.SENDER)) {
        refuseIf(RsyncOption.RELATIVE, "-R", "for files that are fetched");
        refuseIf(RsyncOption.REMOVE_SOURCE_FILES, "--remove-source-files", "for files fetched");
      }
      return new RsyncOptions(set, features);
    }

    private void refuseIf(RsyncOption option, String typed, String where) throws RefusedException {
      if (set.contains(option)) {
        throw new RefusedException(
            "rsync: " + typed + " is not supported here " + where + "; leave it out");
      }
    }

    void read(String word) throws RefusedException {
      Matcher words = WORD.matcher(word);
      if (words.matches()) {
        readWord(words.group(1), Optional.ofNullable(words.group(2)));
      } else if (!BLOCK_SIZE.matcher(word).matches()) {
        readLetters(word);
      }
    }

    private void readWord(String name, Optional<String> value) throws RefusedException {
      Optional<RsyncOption> option = RsyncOption.ofWord(name);
      if (option.isPresent() && value.isEmpty()) {
        set.add(option.get());
      } else if (name.equals("compress-choice") && ZLIB.contains(value.orElse(""))) {
        set.add(RsyncOption.COMPRESS);
      } else if (name.equals("no-specials")) {
        set.remove(RsyncOption.SPECIALS);
      } else if (!HARMLESS_WORDS.contains(name)) {
        throw refused("--" + name);
      }
    }

    private void readLetters(String word) throws RefusedException {
      for (int at = 1; at < word.length(); at++) {
        char letter = word.charAt(at);
        Optional<RsyncOption> option = RsyncOption.ofLetter(letter);
        if (letter == 'e') {
          features = word.substring(at + 1);
          return;
        }
        if (letter == 'D') {
          set.add(RsyncOption.DEVICES);
          set.add(RsyncOption.SPECIALS);
        } else if (option.isPresent()) {
          set.add(option.get());
        } else if (HARMLESS_LETTERS.indexOf(letter) < 0) {
          throw refused("-" + letter);
        }
      }
    }

    private static RefusedException refused(String option) {
      return new RefusedException("rsync: " + option + " is not supported here; leave it out");
    }
  }
}

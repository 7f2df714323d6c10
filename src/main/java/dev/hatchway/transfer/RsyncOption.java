package dev.hatchway.transfer;

import java.util.Arrays;
import java.util.Optional;

/** The options of a far end of rsync that make a difference here. */
enum RsyncOption {
  RECURSIVE("r", "recursive"),
  FOLDERS("d", "dirs"),
  TIMES("t", "times"),
  MODES("p", "perms"),
  EXECUTABILITY("E", "executability"),
  OWNER("o", "owner"),
  GROUP("g", "group"),
  LINKS("l", "links"),
  FOLLOW_LINKS("L", "copy-links"),
  DEVICES("", "devices"),
  SPECIALS("", "specials"),
  DRY_RUN("n", "dry-run"),
  UPDATE("u", "update"),
  CHECKSUM("c", "checksum"),
  IGNORE_TIMES("I", "ignore-times"),
  SIZE_ONLY("", "size-only"),
  EXISTING("", "existing"),
  IGNORE_EXISTING("", "ignore-existing"),
  OMIT_FOLDER_TIMES("O", "omit-dir-times"),
  RELATIVE("R", "relative"),
  COMPRESS("z", "compress"),
  NEW_COMPRESS("", "new-compress"),
  OLD_COMPRESS("", "old-compress"),
  NUMERIC_IDS("", "numeric-ids"),
  MAKE_PATH("", "mkpath"),
  DELETE("", "delete"),
  DELETE_BEFORE("", "delete-before"),
  DELETE_DURING("", "delete-during"),
  DELETE_AFTER("", "delete-after"),
  DELETE_DELAY("", "delete-delay"),
  DELETE_EXCLUDED("", "delete-excluded"),
  IGNORE_ERRORS("", "ignore-errors"),
  FORCE("", "force"),
  REMOVE_SOURCE_FILES("", "remove-source-files"),
  SENDER("", "sender");

  private static final RsyncOption[] ALL = values();

  private final String letter;
  private final String word;

  RsyncOption(String letter, String word) {
    this.letter = letter;
    this.word = word;
  }

  static Optional<RsyncOption> ofLetter(char letter) {
    return Arrays.stream(ALL)
        .filter(option -> option.letter.equals(String.valueOf(letter)))
        .findFirst();
  }

  static Optional<RsyncOption> ofWord(String word) {
    return Arrays.stream(ALL).filter(option -> option.word.equals(word)).findFirst();
  }
}

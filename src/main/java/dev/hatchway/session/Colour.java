package dev.hatchway.session;

/** A colour of a terminal (ECMA-48, 8.3.117), for text that says the same without it. */
enum Colour {
  RED(31),
  CYAN(36),
  YELLOW(33),
  GREEN(32),
  MAGENTA(35),
  BLUE(34);

  private static final String START = "\u001b[";
  private static final String PLAIN = START + "0m";

  private final int code;

  Colour(int code) {
    this.code = code;
  }

  /** Returns the text in this colour, whatever stood before it. */
  String of(String text) {
    return START + "0;" + code + "m" + text + PLAIN;
  }
}

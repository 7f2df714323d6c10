package dev.hatchway.stream;

/** The part that a client has in a program that several clients may be at. */
public enum Part {
  /** It started the program: the end of its input is the end of the program's. */
  STARTER,
  /** It came later: what it types goes to the program, the end of its input means nothing. */
  GUEST,
  /** It came later and only sees. */
  ONLOOKER
}

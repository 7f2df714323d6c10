package dev.hatchway.transfer;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a file is opened to be written.
 *
 * @param create make the file if it is missing
 * @param truncate start empty, even if the file exists
 * @param exclusive fail if the file exists
 * @param append write at the end, whatever the offset
 * @param mode the permission bits of a new file
 * @param size the size that the file is going to have, where the protocol tells it beforehand
 */
public record Writing(
    boolean create,
    boolean truncate,
    boolean exclusive,
    boolean append,
    OptionalInt mode,
    OptionalLong size) {

  /** A new file in place of what is there, as {@code scp} writes it. */
  public static Writing anew(int mode, long size) {
    return new Writing(true, true, false, false, OptionalInt.of(mode), OptionalLong.of(size));
  }
}

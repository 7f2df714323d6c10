package dev.hatchway.app;

import dev.hatchway.model.AppName;
import dev.hatchway.model.ProcessName;
import java.util.Optional;

/**
 * The place of a container in an app, as its labels tell it.
 *
 * @param type the process type
 * @param source the label system that says so, such as {@code compose}
 */
public record Place(AppName app, String type, Slot slot, String source, Standing standing) {

  public Place {
    if (!ProcessName.isType(type)) {
      throw new IllegalArgumentException("not a process type: " + type);
    }
    if (!isFree(type, slot, standing)) {
      throw new IllegalArgumentException("the name belongs to one-offs: " + type);
    }
  }

  /**
   * What a container is to the place that its labels name. A deployment has two containers for one
   * process for a while; the earlier of these constants wins.
   */
  public enum Standing {
    /** The process itself. */
    HOLDER,
    /** Just made, takes the place over in a moment. */
    COMING,
    /** Replaced, ends in a moment. */
    GOING,
    /** Not part of the formation. */
    ONE_OFF
  }

  /**
   * Reads what labels say. Anybody who may start a container can write them, so it is empty for
   * whatever cannot be a name, a type or a number; and for a process of the formation with the type
   * {@code run}, because that name belongs to one-offs.
   */
  static Optional<Place> parse(
      String app, String type, String number, String source, Standing standing) {
    // "web" and "1.2" together read as number 2 of the type "web.1": not what the labels say.
    return ProcessName.parse(type + "." + number)
        .filter(process -> process.type().equals(type))
        .flatMap(process -> of(app, process, source, standing));
  }

  /** Reads what labels say, where one label holds both type and number, as in {@code web.1}. */
  static Optional<Place> parse(String app, String process, String source, Standing standing) {
    return ProcessName.parse(process).flatMap(name -> of(app, name, source, standing));
  }

  /** Reads what labels say, where they have no number; see {@link Slot.Counted} for the key. */
  static Optional<Place> counted(
      String app, String type, String key, String source, Standing standing) {
    return of(app, type, new Slot.Counted(key), source, standing);
  }

  private static Optional<Place> of(
      String app, ProcessName process, String source, Standing standing) {
    return of(app, process.type(), new Slot.Numbered(process.number()), source, standing);
  }

  private static Optional<Place> of(
      String app, String type, Slot slot, String source, Standing standing) {
    if (!ProcessName.isType(type) || !isFree(type, slot, standing)) {
      return Optional.empty();
    }
    return AppName.parse(app).map(name -> new Place(name, type, slot, source, standing));
  }

  /** Hatchway numbers the one-offs {@code run.N} itself, so none of them can be counted. */
  private static boolean isFree(String type, Slot slot, Standing standing) {
    return !type.equals(ProcessName.ONE_OFF)
        || (standing == Standing.ONE_OFF && slot instanceof Slot.Numbered);
  }
}

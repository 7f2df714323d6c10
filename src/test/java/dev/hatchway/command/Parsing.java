package dev.hatchway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hatchway.model.Login;
import java.util.List;

/** Lines sent to the account of the app {@code shop}, and what came of them. */
final class Parsing {
  static final Login SHOP = new Login.OfApp("shop");

  private Parsing() {}

  static Command.Run run(String line) {
    return (Command.Run) parsed(SHOP, line);
  }

  static Command.Enter enter(String line) {
    return (Command.Enter) parsed(SHOP, line);
  }

  static Command command(String line) {
    return parsed(SHOP, line);
  }

  static Command parsed(Login login, String line) {
    ParseResult result = new CommandParser().parse(login, line);
    assertThat(result).as(line).isInstanceOf(ParseResult.Parsed.class);
    return ((ParseResult.Parsed) result).command();
  }

  static ParseResult.Rejected rejected(String line) {
    return rejected(SHOP, line);
  }

  static ParseResult.Rejected rejected(Login login, String line) {
    ParseResult result = new CommandParser().parse(login, line);
    assertThat(result).as(line).isInstanceOf(ParseResult.Rejected.class);
    return (ParseResult.Rejected) result;
  }

  static Program.Words words(String... words) {
    return new Program.Words(List.of(words));
  }
}

package dev.hatchway.command;

import dev.hatchway.model.AppName;
import dev.hatchway.model.Login;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts for users, made so that their lines can be copied: they are written for {@code APP@host},
 * and each reader gets them with the login that the reader has used.
 */
final class Addressing {
  private static final String PLACEHOLDER = "APP";
  private static final Pattern LINE = Pattern.compile("APP@host ([a-z:-]+)");

  private final Verbs verbs;

  Addressing(Verbs verbs) {
    this.verbs = verbs;
  }

  /** Returns the text for somebody with that login. */
  String of(Login login, String text) {
    return switch (login) {
      case Login.OfApp(String app) -> named(app, text);
      case Login.OfProcess(String app, String _) -> named(app, text);
      case Login.OfGateway(String account) -> atGateway(account, text);
    };
  }

  /** Returns the text for somebody with that login who has named an app besides. */
  String of(Login login, String app, String text) {
    return named(app, of(login, text));
  }

  /** Names the app, unless the text cannot be the name of one. */
  private static String named(String app, String text) {
    return AppName.parse(app)
        .map(name -> text.replaceAll("\\b" + PLACEHOLDER + "\\b", name.value()))
        .orElse(text);
  }

  private String atGateway(String account, String text) {
    return LINE.matcher(text)
        .replaceAll(line -> Matcher.quoteReplacement(account + "@host " + command(line)));
  }

  /** There a command of an app has the app's name behind it. */
  private String command(MatchResult line) {
    String name = line.group(1);
    boolean takesApp = verbs.find(name).filter(verb -> !verbs.isOfBoth(verb)).isPresent();
    return takesApp ? name + " " + PLACEHOLDER : name;
  }
}

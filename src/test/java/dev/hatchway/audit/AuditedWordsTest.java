package dev.hatchway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedWordsTest {
  /** Words are set apart by commas, so that one may hold blanks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run,rake,db:migrate|run,rake,db:migrate",
        "run,-e,PASSWORD=secret,rake|run,-e,PASSWORD=***,rake",
        "run,-e,password=secret=more,rake|run,-e,password=***,rake",
        "run,--env,a=secret|run,--env,a=***",
        "run,--env=a=secret|run,--env=a=***",
        "run,-ea=secret|run,-ea=***",
        "run,-de,a.b=secret|run,-de,a.b=***",
        "run,-dea=secret|run,-dea=***",
        "enter,web.1,-e,A=|enter,web.1,-e,A=***",
        "run,A=secret,b=secret,rake|run,A=***,b=***,rake",
        "a=secret,rake|a=***,rake",
        "run,--,a=secret,rake|run,--,a=***,rake",
        "run,env,-i,A=secret,b=x|run,env,-i,A=***,b=***",
        "run,env,a=secret,sh|run,env,a=***,sh",
        "run,export,a=secret;,x|run,export,a=***,x",
        "run,rake,VERSION=secret|run,rake,VERSION=***",
        "run,sh,-c,A=secret b|run,sh,-c,A=*** b",
        "run,sh,-c,x; A1_=secret;b|run,sh,-c,x; A1_=***;b",
        "run,sh,-c,A=\"se cr et\" b|run,sh,-c,A=*** b",
        "run,sh,-c,A=\"se\\\" cr\"et b|run,sh,-c,A=*** b",
        "run,sh,-c,A=se\\ cret b|run,sh,-c,A=*** b",
        "run,sh,-c,A=\"secret|run,sh,-c,A=***",
        "run,dd,if=/dev/zero,of=x|run,dd,if=/dev/zero,of=x",
        "run,find,-name=x|run,find,-name=x",
        "run,--release=3,--env-file=f|run,--release=3,--env-file=f",
        "run,x,aB=c,1A=b,a-B=c|run,x,aB=c,1A=b,a-B=***",
      })
  void valuesOfVariablesAreMasked(String typed, String written) {
    assertThat(AuditedWords.of(words(typed)).values()).isEqualTo(words(written));
  }

  @Test
  void theyAreBounded() {
    List<String> long1 = List.of("run", "x".repeat(1_000_000), "y");
    assertThat(AuditedWords.of(long1).values())
        .containsExactly("run", "… 2 more words, 1000001 characters");
    List<String> empty = AuditedWords.of(Collections.nCopies(1_000_000, "")).values();
    assertThat(empty).hasSize(AuditedWords.MOST + 1);
    assertThat(empty.getLast()).startsWith("… 98").endsWith(" more words, 0 characters");
  }

  @Test
  void aLongTextOfAnyKindIsRead() {
    for (String piece : List.of("A=\\a", "A=\"", "A='b'", "A", "=", "\\", "A=b ")) {
      assertThat(AuditedWords.of(List.of("run", "sh", "-c", piece.repeat(100_000))).first())
          .isEqualTo("run");
    }
  }

  @Test
  void theVerbIsTheFirstOfThem() {
    AuditedWords words = AuditedWords.of(List.of("run", "true"));
    assertThat(words.first()).isEqualTo("run");
    assertThat(words.others().values()).containsExactly("true");
    assertThat(AuditedWords.of(List.of()).first()).isEmpty();
    assertThat(AuditedWords.of(List.of()).others().values()).isEmpty();
  }

  private static List<String> words(String text) {
    return List.of(text.split(",", -1));
  }
}

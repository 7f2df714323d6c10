package dev.hatchway.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RsyncCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsync --server -logDtpre.iLsfxCIvu . dst",
        "rsync --server -vlogDtprze.iLsfxCIvu --log-format=%i --delete . dst",
        "rsync --server --sender -de.LsfxCIvu . .",
        "rsync --server -logDtprRe.iLsfxCIvu --delete-after . dst",
        "rsync --server -logDtpre.iLsfxCIvu --new-compress --timeout=5 --inplace . dst",
        "rsync --server -logDtpRe.LsfxCIvu -B800 --partial --no-specials . dst"
      })
  void linesOfTheRealClientAreUnderstood(String line) {
    assertThat(parse(line)).get().isInstanceOf(RsyncCommand.Serve.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--files-from,--server --sender --files-from=- -re. . .",
    "-H,--server -vlHogDtpre.iLsfxCIvu . dst",
    "-s,--server -slogDtpre.iLsfxCIvu . dst",
    "--partial-dir,--server -re.iLsfxCIvu --partial-dir .p . dst",
    "--backup-dir,--server -re.iLsfxCIvu --backup-dir=x . dst",
    "-b,--server -bre.iLsfxCIvu . dst",
    "--append,--server -re.iLsfxCIvu --append . dst",
    "--compress-choice,--server -re.iLsfxCIvu --compress-choice=zstd . dst",
    "--remove-source-files,--server --sender -re.iLsfxCIvu --remove-source-files . src"
  })
  void whatCannotBeDoneIsRefusedByItsName(String option, String words) {
    RsyncCommand command = parse("rsync " + words).orElseThrow();
    assertThat(command).isInstanceOf(RsyncCommand.Refused.class);
    assertThat(((RsyncCommand.Refused) command).reason())
        .startsWith("rsync: " + option + " is not supported here")
        .endsWith("; leave it out");
  }

  @Test
  void pathsComeAfterTheDotWhateverTheyLookLike() {
    RsyncCommand command = parse("rsync --server --sender -re. . -x --delete").orElseThrow();
    assertThat(((RsyncCommand.Serve) command).paths()).containsExactly("-x", "--delete");
  }

  @Test
  void withoutAPathItIsRefused() {
    assertThat(parse("rsync --server -re. .")).get().isInstanceOf(RsyncCommand.Refused.class);
    assertThat(parse("rsync --server -re. . a b")).get().isInstanceOf(RsyncCommand.Refused.class);
  }

  @Test
  void otherWordsAreNotThoseOfAFarEnd() {
    assertThat(parse("rsync -a . x")).isEmpty();
    assertThat(parse("rsync")).isEmpty();
    assertThat(parse("scp --server -t x")).isEmpty();
  }

  private static Optional<RsyncCommand> parse(String line) {
    return RsyncCommand.parse(List.of(line.split(" ")));
  }
}

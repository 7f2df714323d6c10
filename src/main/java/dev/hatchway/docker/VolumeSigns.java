package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hatchway.app.HatchwayLabels;
import dev.hatchway.container.EngineException;
import dev.hatchway.container.Signs;
import dev.hatchway.model.GatewayId;
import dev.hatchway.model.TimeSpan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Signs of life as empty volumes: of all that an engine keeps they need the least, no image and no
 * network, and they have labels.
 */
final class VolumeSigns implements Signs {
  private static final String BEAT = "hatchway.beat";
  private static final String PATIENCE = "hatchway.patience";

  /** As many digits as always fit a {@code long}. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Without a driver the engine would ask the plugins of all volumes, also remote ones. */
  private static final String FILTERS =
      "{\"driver\":[\"local\"],\"label\":[\"%s\",\"%s\"]}".formatted(HatchwayLabels.GATEWAY, BEAT);

  private final EngineApi engine;

  VolumeSigns(EngineApi engine) {
    this.engine = engine;
  }

  @Override
  public List<Sign> all() {
    String filters = URLEncoder.encode(FILTERS, StandardCharsets.UTF_8);
    List<Sign> signs = new ArrayList<>();
    for (JsonNode volume : engine.get("/volumes?filters=" + filters).path("Volumes")) {
      sign(volume.path("Labels")).ifPresent(signs::add);
    }
    return signs;
  }

  @Override
  public void put(Sign sign) {
    ObjectNode body = engine.object().put("Name", name(sign));
    body.putObject("Labels")
        .put(HatchwayLabels.GATEWAY, sign.gateway().value())
        .put(BEAT, Long.toString(sign.beat()))
        .put(PATIENCE, TimeSpan.format(sign.patience()));
    engine.post("/volumes/create", body);
  }

  @Override
  public void remove(Sign sign) {
    try {
      engine.delete("/volumes/" + name(sign));
    } catch (EngineException.Gone e) {
      return;
    }
  }

  private static String name(Sign sign) {
    return "hatchway-gateway-%s-%d".formatted(sign.gateway(), sign.beat());
  }

  /** Anybody may write labels; what is none of ours is no sign. */
  private static Optional<Sign> sign(JsonNode labels) {
    String beat = labels.path(BEAT).asText();
    var gateway = GatewayId.parse(labels.path(HatchwayLabels.GATEWAY).asText());
    var patience = TimeSpan.parse(labels.path(PATIENCE).asText()).filter(p -> p.isPositive());
    return gateway.isPresent() && patience.isPresent() && NUMBER.matcher(beat).matches()
        ? Optional.of(new Sign(gateway.get(), Long.parseLong(beat), patience.get()))
        : Optional.empty();
  }
}

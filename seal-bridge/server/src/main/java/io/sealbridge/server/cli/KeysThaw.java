package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Thaw;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.standing.ThawKeys;
import io.sealbridge.keyring.standing.ThawText;
import io.sealbridge.server.StartException;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.start.ThawKeyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "thaw",
    description = {
      "Ends a freeze: the key may be used again. With \"thawKeys\" in the configuration, replicas",
      "believe it only with a signature by one of them; whoever can freeze need not have one."
    })
final class KeysThaw implements Callable<Integer> {
  private static final String UNSEPARATED =
      "nothing keeps whoever can freeze from thawing: \"thawKeys\" of the configuration is empty\n";

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ThawOptions thawing = new ThawOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  KeysThaw(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    BridgeConfiguration configuration = work.configuration();
    ThawKeys keys = read(configuration);
    thawing.require(keys, key);
    if (thawing.request) {
      return work.look(
          configuration,
          (administration, patience) -> print(keys, state(administration, patience)));
    }
    return new StateChange(work, configuration, replicas)
        .make(
            (administration, patience) ->
                new StateChange.Made(
                    thaw(work, keys, administration, patience),
                    keys.areRequired() ? "" : UNSEPARATED));
  }

  private KeyState thaw(
      KeyWork work, ThawKeys keys, KeyAdministration administration, Patience patience) {
    String what = "thawing key " + key;
    if (!thawing.isSigned()) {
      return patience.await(what, administration.thaw(work.actor(), key));
    }
    Thaw thaw = thawing.signed(keys, state(administration, patience));
    return patience.await(what, administration.thaw(work.actor(), key, thaw));
  }

  private KeyState state(KeyAdministration administration, Patience patience) {
    return patience.await("reading key " + key, administration.show(key)).state();
  }

  /** Exactly the bytes that are to be signed. */
  private void print(ThawKeys keys, KeyState state) {
    String text = ThawText.of(keys.deployment(), key, state.serial());
    new KeyWork(spec, common, surroundings)
        .printer()
        .print(text, json -> json.writeStringField("text", text));
  }

  private static ThawKeys read(BridgeConfiguration configuration) {
    List<String> findings = new ArrayList<>();
    ThawKeys keys = ThawKeyFiles.read(configuration, findings);
    if (!findings.isEmpty()) {
      throw new StartException(String.join("\n", findings));
    }
    return keys;
  }
}

package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "repair",
    description = "Copies a key's highest state to the HSMs that hold an older one or none.")
final class KeysRepair implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  KeysRepair(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          List<String> repaired =
              patience.await("copying the state of key " + key, keys.repair(work.actor(), key));
          work.printer()
              .print(
                  repaired.isEmpty()
                      ? "every HSM holds the same state of key " + key + "; nothing to do"
                      : "copied the state of key " + key + " to " + String.join(", ", repaired),
                  json -> {
                    json.writeStringField("key", key.value());
                    json.writeArrayFieldStart("repaired");
                    for (String hsm : repaired) {
                      json.writeString(hsm);
                    }
                    json.writeEndArray();
                  });
        });
  }
}

package io.sealbridge.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final KeyName PAYMENTS = new KeyName("payments-eu");
  private static final Set<Operation> EVERYTHING = EnumSet.allOf(Operation.class);
  private static final Grant NAMED = Grant.ofKeys(Set.of(ROOT, PAYMENTS), EVERYTHING);
  private static final Grant WILD = Grant.ofEveryKey(EVERYTHING);

  @Test
  void aPrefixReachesTheKeysThatBeginWithItAndNoOthers() {
    List<Grant> grants = List.of(new Grant(Set.of(), Set.of("payments-"), EVERYTHING));

    assertThat(of(grants, Operation.SIGN, PAYMENTS, KeyPurpose.APPLICATION))
        .isEqualTo(new Permission.Allowed(0));
    assertThat(
            Stream.of("payments", "payment-s", "xpayments-eu")
                .map(KeyName::new)
                .map(key -> of(grants, Operation.SIGN, key, KeyPurpose.APPLICATION)))
        .containsOnly(new Permission.NotGranted());
  }

  @Test
  void wildcardsGiveUseOfASealKeyAndNothingThatChangesIt() {
    assertThat(given(WILD, KeyPurpose.SEAL))
        .containsExactlyInAnyOrder(
            Operation.ENCRYPT,
            Operation.DECRYPT,
            Operation.REWRAP,
            Operation.DATAKEY,
            Operation.READ,
            Operation.LIST);
    assertThat(of(List.of(WILD), Operation.ROTATE, ROOT, KeyPurpose.SEAL))
        .isEqualTo(new Permission.NeedsName(0));
    assertThat(of(List.of(WILD, NAMED), Operation.ROTATE, ROOT, KeyPurpose.SEAL))
        .isEqualTo(new Permission.Allowed(1));
  }

  @Test
  void noGrantGivesWhatIsTheCommandLinesAloneOnSealKeys() {
    Set<Operation> refused = EnumSet.complementOf(EnumSet.copyOf(given(NAMED, KeyPurpose.SEAL)));

    assertThat(refused)
        .containsExactlyInAnyOrder(
            Operation.CREATE,
            Operation.CONFIGURE,
            Operation.DELETE,
            Operation.IMPORT,
            Operation.SYNC);
    assertThat(of(List.of(NAMED), Operation.DELETE, ROOT, KeyPurpose.SEAL))
        .isEqualTo(new Permission.CommandLineOnly());
  }

  @ParameterizedTest
  @EnumSource(Grant.Reach.class)
  void everythingThatIsGrantedHoldsOnAnApplicationKey(Grant.Reach reach) {
    List<Grant> grants =
        switch (reach) {
          case NONE -> List.of();
          case PREFIX -> List.of(WILD);
          case NAME -> List.of(NAMED);
        };

    assertThat(
            EVERYTHING.stream()
                .filter(
                    operation ->
                        of(grants, operation, PAYMENTS, KeyPurpose.APPLICATION)
                            instanceof Permission.Allowed))
        .hasSize(grants.size() * EVERYTHING.size());
  }

  @Test
  void nothingReachesTheBridgesOwnKeys() {
    KeyName own = new KeyName("bridge-tokens");

    assertThat(given(NAMED, KeyPurpose.INTERNAL)).isEmpty();
    assertThat(given(WILD, KeyPurpose.INTERNAL)).isEmpty();
    assertThat(
            of(
                List.of(WILD, new Grant(Set.of(own), Set.of("b"), EVERYTHING)),
                Operation.SIGN,
                own,
                KeyPurpose.APPLICATION))
        .isEqualTo(new Permission.NotGranted());
  }

  @Test
  void anotherKeyThanTheListenersIsNotThereWhateverIsGranted() {
    assertThat(
            Permission.of(
                List.of(NAMED),
                Optional.of(PAYMENTS),
                Operation.ENCRYPT,
                ROOT,
                KeyPurpose.APPLICATION))
        .isEqualTo(new Permission.OtherKey(PAYMENTS));
    assertThat(
            Permission.of(
                List.of(), Optional.of(PAYMENTS), Operation.ENCRYPT, ROOT, KeyPurpose.SEAL))
        .isEqualTo(new Permission.OtherKey(PAYMENTS));
  }

  private static Permission of(
      List<Grant> grants, Operation operation, KeyName key, KeyPurpose purpose) {
    return Permission.of(grants, Optional.empty(), operation, key, purpose);
  }

  /** The operations that this one grant gives on {@link #ROOT}, if it has that purpose. */
  private static List<Operation> given(Grant grant, KeyPurpose purpose) {
    return EVERYTHING.stream()
        .filter(
            operation -> of(List.of(grant), operation, ROOT, purpose) instanceof Permission.Allowed)
        .toList();
  }
}

package io.sealbridge.hsm.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.ReturnValue;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;

final class SunPkcs11FailuresTest {
  @Test
  void takesTheReturnCodeFromTheDepthsAndNotTheType() {
    // given
    Exception badTag = new AEADBadTagException("Tag mismatch");
    badTag.initCause(new IllegalStateException("0x30: CKR_DEVICE_ERROR"));
    // then
    assertThat(SunPkcs11Failures.translate("Cipher", badTag).returnValue())
        .isEqualTo(ReturnValue.DEVICE_ERROR);
  }

  @Test
  void takesTheInnermostCode() {
    Exception failure =
        new InvalidKeyException(
            "CKR_GENERAL_ERROR", new ProviderException("CKR_KEY_HANDLE_INVALID"));
    assertThat(SunPkcs11Failures.translate("Cipher", failure).returnValue())
        .isEqualTo(ReturnValue.KEY_HANDLE_INVALID);
  }

  @Test
  void knowsNothingOfAFailureWithoutACode() {
    assertThat(
            SunPkcs11Failures.translate("Cipher", new AEADBadTagException("too short"))
                .returnValue())
        .isEqualTo(ReturnValue.GENERAL_ERROR);
  }

  @Test
  void takesAVendorsCodeForUnknown() {
    assertThat(SunPkcs11Failures.returnCode(new ProviderException("CKR_VENDOR_ODDITY")))
        .contains(ReturnValue.UNKNOWN);
  }
}

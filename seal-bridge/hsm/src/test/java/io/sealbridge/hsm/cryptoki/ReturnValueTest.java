package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReturnValueTest {
  @ParameterizedTest
  @CsvSource({
    "0x0, CKR_OK",
    "0x5, CKR_GENERAL_ERROR",
    "0x30, CKR_DEVICE_ERROR",
    "0x40, CKR_ENCRYPTED_DATA_INVALID",
    "0xA0, CKR_PIN_INCORRECT",
    "0xB3, CKR_SESSION_HANDLE_INVALID",
    "0x101, CKR_USER_NOT_LOGGED_IN",
    "0x150, CKR_BUFFER_TOO_SMALL",
    "0x190, CKR_CRYPTOKI_NOT_INITIALIZED",
    "0x1234, CKR_0x1234",
    "0x80000000, CKR_VENDOR_DEFINED+0x0",
    "0x80000381, CKR_VENDOR_DEFINED+0x381"
  })
  void namesCodes(String code, String name) {
    assertThat(ReturnValue.nameOf(Long.decode(code))).isEqualTo(name);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void findsEachByItsCode(ReturnValue value) {
    assertThat(ReturnValue.of(value.code())).isEqualTo(value);
  }

  @Test
  void namesTheFunctionInTheException() {
    assertThat(new CryptokiException("C_Decrypt", ReturnValue.DEVICE_ERROR))
        .hasMessage("C_Decrypt: CKR_DEVICE_ERROR");
  }

  @ParameterizedTest
  @CsvSource({
    "0x1087, CKM_AES_GCM",
    "0x210A, CKM_AES_KEY_WRAP_PAD",
    "0x99999, CKM_0x99999",
    "0x80000001, CKM_VENDOR_DEFINED+0x1"
  })
  void namesMechanisms(String code, String name) {
    assertThat(MechanismType.nameOf(Long.decode(code))).isEqualTo(name);
  }
}

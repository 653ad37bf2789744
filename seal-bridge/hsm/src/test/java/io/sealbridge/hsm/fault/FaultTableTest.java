package io.sealbridge.hsm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.hsm.cryptoki.ReturnValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultTableTest {
  private final FaultTable table = FaultTable.standard();

  @ParameterizedTest
  @CsvSource({
    "SESSION_HANDLE_INVALID, STALE, STALE",
    "SESSION_CLOSED, STALE, STALE",
    "OBJECT_HANDLE_INVALID, STALE, STALE",
    "KEY_HANDLE_INVALID, STALE, STALE",
    "USER_NOT_LOGGED_IN, STALE, STALE",
    "OPERATION_ACTIVE, STALE, STALE",
    "DEVICE_REMOVED, GONE, GONE",
    "DEVICE_ERROR, GONE, GONE",
    "TOKEN_NOT_PRESENT, GONE, GONE",
    "TOKEN_NOT_RECOGNIZED, GONE, GONE",
    "SLOT_ID_INVALID, GONE, GONE",
    "CRYPTOKI_NOT_INITIALIZED, GONE, GONE",
    "VENDOR_DEFINED, GONE, GONE",
    "UNKNOWN, GONE, GONE",
    "GENERAL_ERROR, GONE, VAGUE",
    "FUNCTION_FAILED, GONE, VAGUE",
    "SESSION_COUNT, BUSY, BUSY",
    "HOST_MEMORY, BUSY, BUSY",
    "DEVICE_MEMORY, BUSY, BUSY",
    "PIN_INCORRECT, REFUSED, REFUSED",
    "PIN_LOCKED, REFUSED, REFUSED",
    "PIN_EXPIRED, REFUSED, REFUSED",
    "MECHANISM_INVALID, REFUSED, REFUSED",
    "KEY_FUNCTION_NOT_PERMITTED, REFUSED, REFUSED",
    "KEY_TYPE_INCONSISTENT, REFUSED, REFUSED",
    "KEY_SIZE_RANGE, REFUSED, REFUSED",
    "ENCRYPTED_DATA_INVALID, BAD_INPUT, BAD_INPUT",
    "ENCRYPTED_DATA_LEN_RANGE, BAD_INPUT, BAD_INPUT",
    "AEAD_DECRYPT_FAILED, BAD_INPUT, BAD_INPUT",
    "DATA_LEN_RANGE, BAD_INPUT, BAD_INPUT"
  })
  void knowsWhatACodeMeans(ReturnValue code, FaultClass elsewhere, FaultClass onDecrypt) {
    assertThat(table.classify(code)).isEqualTo(elsewhere);
    assertThat(table.classifyDecrypt(code)).isEqualTo(onDecrypt);
  }

  @Test
  void letsAVendorMeanSomethingElse() {
    FaultTable vendor = table.with(Map.of(ReturnValue.DEVICE_ERROR, FaultClass.VAGUE));
    assertThat(vendor.classifyDecrypt(ReturnValue.DEVICE_ERROR)).isEqualTo(FaultClass.VAGUE);
    assertThat(vendor.classify(ReturnValue.DEVICE_ERROR)).isEqualTo(FaultClass.GONE);
    assertThat(table.classifyDecrypt(ReturnValue.DEVICE_ERROR)).isEqualTo(FaultClass.GONE);
  }
}

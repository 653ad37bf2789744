package io.sealbridge.hsm.fault;

import io.sealbridge.hsm.cryptoki.ReturnValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The meaning of every return code, as data. A code that is not listed (vendor-defined, or newer
 * than this table) means that the device is gone: that heals what can be healed and blames nobody.
 */
public final class FaultTable {
  private static final Map<FaultClass, List<ReturnValue>> STANDARD =
      Map.of(
          FaultClass.STALE,
          List.of(
              ReturnValue.SESSION_HANDLE_INVALID,
              ReturnValue.SESSION_CLOSED,
              ReturnValue.OBJECT_HANDLE_INVALID,
              ReturnValue.KEY_HANDLE_INVALID,
              ReturnValue.WRAPPING_KEY_HANDLE_INVALID,
              ReturnValue.UNWRAPPING_KEY_HANDLE_INVALID,
              ReturnValue.USER_NOT_LOGGED_IN,
              ReturnValue.OPERATION_ACTIVE,
              ReturnValue.OPERATION_NOT_INITIALIZED,
              ReturnValue.OPERATION_CANCEL_FAILED),
          FaultClass.GONE,
          List.of(
              ReturnValue.DEVICE_REMOVED,
              ReturnValue.DEVICE_ERROR,
              ReturnValue.TOKEN_NOT_PRESENT,
              ReturnValue.TOKEN_NOT_RECOGNIZED,
              ReturnValue.SLOT_ID_INVALID,
              ReturnValue.CRYPTOKI_NOT_INITIALIZED,
              ReturnValue.TOKEN_RESOURCE_EXCEEDED,
              ReturnValue.FUNCTION_CANCELED),
          FaultClass.BUSY,
          List.of(ReturnValue.SESSION_COUNT, ReturnValue.HOST_MEMORY, ReturnValue.DEVICE_MEMORY),
          FaultClass.REFUSED,
          List.of(
              ReturnValue.PIN_INCORRECT,
              ReturnValue.PIN_INVALID,
              ReturnValue.PIN_LEN_RANGE,
              ReturnValue.PIN_EXPIRED,
              ReturnValue.PIN_LOCKED,
              ReturnValue.PIN_TOO_WEAK,
              ReturnValue.USER_PIN_NOT_INITIALIZED,
              ReturnValue.USER_TYPE_INVALID,
              ReturnValue.USER_ANOTHER_ALREADY_LOGGED_IN,
              ReturnValue.USER_TOO_MANY_TYPES,
              ReturnValue.MECHANISM_INVALID,
              ReturnValue.MECHANISM_PARAM_INVALID,
              ReturnValue.KEY_FUNCTION_NOT_PERMITTED,
              ReturnValue.KEY_TYPE_INCONSISTENT,
              ReturnValue.KEY_SIZE_RANGE,
              ReturnValue.KEY_NOT_WRAPPABLE,
              ReturnValue.KEY_UNEXTRACTABLE,
              ReturnValue.ATTRIBUTE_READ_ONLY,
              ReturnValue.ATTRIBUTE_SENSITIVE,
              ReturnValue.ATTRIBUTE_TYPE_INVALID,
              ReturnValue.ATTRIBUTE_VALUE_INVALID,
              ReturnValue.TEMPLATE_INCOMPLETE,
              ReturnValue.TEMPLATE_INCONSISTENT,
              ReturnValue.TOKEN_WRITE_PROTECTED,
              ReturnValue.SESSION_READ_ONLY,
              ReturnValue.ACTION_PROHIBITED,
              ReturnValue.ARGUMENTS_BAD,
              ReturnValue.BUFFER_TOO_SMALL,
              ReturnValue.FUNCTION_NOT_SUPPORTED,
              ReturnValue.FUNCTION_REJECTED,
              ReturnValue.CURVE_NOT_SUPPORTED,
              ReturnValue.DOMAIN_PARAMS_INVALID,
              ReturnValue.PUBLIC_KEY_INVALID,
              ReturnValue.RANDOM_NO_RNG,
              ReturnValue.CANT_LOCK,
              ReturnValue.NEED_TO_CREATE_THREADS),
          FaultClass.BAD_INPUT,
          List.of(
              ReturnValue.ENCRYPTED_DATA_INVALID,
              ReturnValue.ENCRYPTED_DATA_LEN_RANGE,
              ReturnValue.AEAD_DECRYPT_FAILED,
              ReturnValue.DATA_INVALID,
              ReturnValue.DATA_LEN_RANGE,
              ReturnValue.SIGNATURE_INVALID,
              ReturnValue.SIGNATURE_LEN_RANGE,
              ReturnValue.WRAPPED_KEY_INVALID,
              ReturnValue.WRAPPED_KEY_LEN_RANGE),
          FaultClass.VAGUE,
          List.of(ReturnValue.GENERAL_ERROR, ReturnValue.FUNCTION_FAILED));

  private final Map<ReturnValue, FaultClass> classes;

  private FaultTable(Map<ReturnValue, FaultClass> classes) {
    this.classes = Map.copyOf(classes);
  }

  /** The table of the standard's own codes. */
  public static FaultTable standard() {
    Map<ReturnValue, FaultClass> classes = new EnumMap<>(ReturnValue.class);
    STANDARD.forEach((faultClass, codes) -> codes.forEach(code -> classes.put(code, faultClass)));
    return new FaultTable(classes);
  }

  /** This table with what one vendor's library means by some codes. */
  public FaultTable with(Map<ReturnValue, FaultClass> vendor) {
    Map<ReturnValue, FaultClass> merged = new EnumMap<>(classes);
    merged.putAll(vendor);
    return new FaultTable(merged);
  }

  /** Of {@code code} in an operation where a broken input is not to be expected. */
  public FaultClass classify(ReturnValue code) {
    FaultClass found = classifyDecrypt(code);
    return found == FaultClass.VAGUE ? FaultClass.GONE : found;
  }

  /** Of {@code code} in a decrypt, where some codes say nothing by themselves. */
  public FaultClass classifyDecrypt(ReturnValue code) {
    return classes.getOrDefault(code, FaultClass.GONE);
  }
}

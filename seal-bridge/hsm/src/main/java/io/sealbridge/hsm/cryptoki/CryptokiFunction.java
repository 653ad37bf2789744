package io.sealbridge.hsm.cryptoki;

/** The functions that we call, with their places in CK_FUNCTION_LIST. */
enum CryptokiFunction {
  INITIALIZE("C_Initialize", 0),
  FINALIZE("C_Finalize", 1),
  GET_INFO("C_GetInfo", 2),
  GET_FUNCTION_LIST("C_GetFunctionList", 3),
  GET_SLOT_LIST("C_GetSlotList", 4),
  GET_SLOT_INFO("C_GetSlotInfo", 5),
  GET_TOKEN_INFO("C_GetTokenInfo", 6),
  GET_MECHANISM_LIST("C_GetMechanismList", 7),
  GET_MECHANISM_INFO("C_GetMechanismInfo", 8),
  INIT_TOKEN("C_InitToken", 9),
  INIT_PIN("C_InitPIN", 10),
  OPEN_SESSION("C_OpenSession", 12),
  CLOSE_SESSION("C_CloseSession", 13),
  CLOSE_ALL_SESSIONS("C_CloseAllSessions", 14),
  GET_SESSION_INFO("C_GetSessionInfo", 15),
  LOGIN("C_Login", 18),
  LOGOUT("C_Logout", 19),
  CREATE_OBJECT("C_CreateObject", 20),
  DESTROY_OBJECT("C_DestroyObject", 22),
  GET_ATTRIBUTE_VALUE("C_GetAttributeValue", 24),
  SET_ATTRIBUTE_VALUE("C_SetAttributeValue", 25),
  FIND_OBJECTS_INIT("C_FindObjectsInit", 26),
  FIND_OBJECTS("C_FindObjects", 27),
  FIND_OBJECTS_FINAL("C_FindObjectsFinal", 28),
  ENCRYPT_INIT("C_EncryptInit", 29),
  ENCRYPT("C_Encrypt", 30),
  DECRYPT_INIT("C_DecryptInit", 33),
  DECRYPT("C_Decrypt", 34),
  SIGN_INIT("C_SignInit", 42),
  SIGN("C_Sign", 43),
  VERIFY_INIT("C_VerifyInit", 48),
  VERIFY("C_Verify", 49),
  GENERATE_KEY("C_GenerateKey", 58),
  GENERATE_KEY_PAIR("C_GenerateKeyPair", 59),
  WRAP_KEY("C_WrapKey", 60),
  UNWRAP_KEY("C_UnwrapKey", 61),
  GENERATE_RANDOM("C_GenerateRandom", 64);

  /** How many functions CK_FUNCTION_LIST has in every version 2. */
  static final int COUNT = 68;

  private final String cName;
  private final int index;

  CryptokiFunction(String cName, int index) {
    this.cName = cName;
    this.index = index;
  }

  String cName() {
    return cName;
  }

  /** The offset of its pointer; the list starts with a CK_VERSION, padded to a pointer. */
  long offset() {
    return 8L * (1 + index);
  }
}

/*
 * The control directory beside the library, named like it with ".control" after the name. Files in
 * it are read again at each call, so a test steers a running process:
 *
 *   library          path of the real library, read once
 *   fail-C_X         "COUNT RV": the next COUNT calls of C_X return RV (hex); -1: while it exists
 *   hang-C_X         C_X does not go on while it exists, two minutes at most; hung-C_X appears
 *   delay-C_X        C_X takes that many milliseconds longer
 *   gone             "RV" (hex): the token is not there, what needs it returns RV, while it exists
 *   broken           "RV" (hex): all but C_Finalize and C_Initialize return RV; the latter removes it
 *   sessions-lost    all sessions are closed behind the caller's back, once; the file is removed
 *   token-flags      bits (hex) added to the flags of CK_TOKEN_INFO
 *   attributes       lines "TYPE WHAT" (hex): true, false, invalid, sensitive or unavailable
 *   iv               "buffer" or "tail": the token makes the IV of AES-GCM encryptions
 *   calls            the name of each function called is appended, if the file exists
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stddef.h>

#include "cryptoki.h"

/** Finds the directory from the library's own path; 0 if it cannot. */
int faults_find_directory(void);

/** Reads a file of the directory as text without its line end; 0 if there is none. */
int faults_read(const char *name, char *text, size_t size);

void faults_remove(const char *name);

/** Logs, delays and hangs the call as told; what it must return instead, or CKR_OK to go on. */
CK_RV faults_before(const char *function);

/** Whether "gone" exists; if so what to return. */
int faults_gone(CK_RV *returned);

/** Whether "broken" exists; if so what to return. */
int faults_broken(CK_RV *returned);

/** What "attributes" says of a type; 0 if nothing. */
int faults_attribute(CK_ULONG type, char *what, size_t size);

#endif

// SPDX-License-Identifier: Apache-2.0
#include "jni_library.h"

#include "error_text.h"
#include "reply.h"

#include <errno.h>
#include <stdint.h>

#define JNI_VERSION_NEEDED JNI_VERSION_10

static struct sockscope_table *table_of(jlong table)
{
    return (struct sockscope_table *)(uintptr_t)table;
}

/*
 * Copies the reply into an array of Java, the given one if it is large enough, and frees it. Returns NULL with an
 * OutOfMemoryError pending if there is no memory for the array.
 */
static jbyteArray deliver(JNIEnv *env, struct reply *reply, jbyteArray reuse)
{
    jsize size = (jsize)reply_size(reply);
    jbyteArray array =
        reuse != NULL && (*env)->GetArrayLength(env, reuse) >= size ? reuse : (*env)->NewByteArray(env, size);
    if (array != NULL) {
        jsize at = 0;
        (*env)->SetByteArrayRegion(env, array, at, (jsize)sizeof reply->header, (const jbyte *)reply->header);
        at += (jsize)sizeof reply->header;
        const struct reply_bytes *parts[] = {&reply->rows, &reply->processes, &reply->heap};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            if (parts[i]->size > 0)
                (*env)->SetByteArrayRegion(env, array, at, (jsize)parts[i]->size, (const jbyte *)parts[i]->data);
            at += (jsize)parts[i]->size;
        }
    }
    reply_free(reply);
    return array;
}

static void finish_failure(struct reply *reply, const struct sockscope_error *error)
{
    char text[256];
    error_text(error->code, text, sizeof text);
    reply_finish_failure(reply, error, text);
}

static jlong JNICALL native_format(JNIEnv *env, jclass class)
{
    (void)env;
    (void)class;
    return (jlong)ROW_FORMAT(VERSION) << 32 | ROW_FORMAT(ROW_SIZE);
}

static jbyteArray JNICALL native_open(JNIEnv *env, jclass class, jstring method)
{
    (void)class;
    struct reply reply;
    struct sockscope_error error;
    struct sockscope_table *table = NULL;
    const char *name = method == NULL ? NULL : (*env)->GetStringUTFChars(env, method, NULL);
    if (method != NULL && name == NULL)
        return NULL; /* an OutOfMemoryError is pending */
    reply_init(&reply);
    enum sockscope_result result = sockscope_open(name, &table, &error);
    if (name != NULL)
        (*env)->ReleaseStringUTFChars(env, method, name);
    if (result == SOCKSCOPE_OK)
        reply_finish_table(&reply, table);
    else
        finish_failure(&reply, &error);
    jbyteArray array = deliver(env, &reply, NULL);
    if (array == NULL)
        sockscope_close(table);
    return array;
}

static jbyteArray JNICALL native_read(JNIEnv *env, jclass class, jlong table, jlong pid, jint protocols, jint statuses,
                                      jint local_port, jint remote_port, jint flags, jbyteArray reuse)
{
    (void)class;
    struct sockscope_request request = {
        .pid = pid,
        .protocols = (uint32_t)protocols,
        .statuses = (uint32_t)statuses,
        .local_port = (uint16_t)local_port,
        .remote_port = (uint16_t)remote_port,
        .any_holder = (flags & ROW_FORMAT(REQUEST_ANY_HOLDER)) != 0,
        .unbound = (flags & ROW_FORMAT(REQUEST_UNBOUND)) != 0,
    };
    struct reply reply;
    struct sockscope_answer answer;
    struct sockscope_error error;
    reply_init(&reply);
    struct sockscope_sink sink = reply_sink(&reply);
    enum sockscope_result result = sockscope_read(table_of(table), &request, &sink, &answer, &error);
    if (result == SOCKSCOPE_OK) {
        int failure = reply_finish_rows(&reply, &answer);
        if (failure != 0)
            result = sockscope_fail_sink(&error, failure);
    }
    if (result != SOCKSCOPE_OK)
        finish_failure(&reply, &error);
    return deliver(env, &reply, reuse);
}

static void JNICALL native_close(JNIEnv *env, jclass class, jlong table)
{
    (void)env;
    (void)class;
    sockscope_close(table_of(table));
}

jint jni_library_load(JavaVM *vm)
{
    static const JNINativeMethod methods[] = {
        {"format", "()J", (void *)native_format},
        {"open", "(Ljava/lang/String;)[B", (void *)native_open},
        {"read", "(JJIIIII[B)[B", (void *)native_read},
        {"close", "(J)V", (void *)native_close},
    };
    JNIEnv *env;
    if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_NEEDED) != JNI_OK)
        return JNI_ERR;
    jclass class = (*env)->FindClass(env, "org/sockscope/jni/NativeLibrary");
    if (class == NULL)
        return JNI_ERR;
    jint registered = (*env)->RegisterNatives(env, class, methods, sizeof methods / sizeof *methods);
    (*env)->DeleteLocalRef(env, class);
    return registered == JNI_OK ? JNI_VERSION_NEEDED : JNI_ERR;
}

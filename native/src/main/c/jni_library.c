// SPDX-License-Identifier: Apache-2.0
#include "jni_library.h"

#include "error_text.h"
#include "reply.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>

#define JNI_VERSION_NEEDED JNI_VERSION_10

static struct sockscope_table *table_of(jlong table)
{
    return (struct sockscope_table *)(uintptr_t)table;
}

/*
 * An array for a reply of that size: the given one if it is large enough. If it was large enough once, the next reply may be
 * a little larger again, which there is room for then.
 */
static jbyteArray array_for(JNIEnv *env, jsize size, jbyteArray reuse)
{
    if (reuse == NULL)
        return (*env)->NewByteArray(env, size);
    if ((*env)->GetArrayLength(env, reuse) >= size)
        return reuse;
    jsize spare = size / 16;
    return (*env)->NewByteArray(env, spare <= INT32_MAX - size ? size + spare : size);
}

/*
 * Memory that the last reply was in: pages that the system gives anew, and clears first, cost a sixth of a large query. A
 * query beside another has memory of its own.
 */
static struct reply kept_reply;
static atomic_flag kept_is_taken = ATOMIC_FLAG_INIT;

/* The largest reply whose memory is kept: some 170,000 sockets. What was reserved behind it has no pages yet. */
#define KEPT_LIMIT ((size_t)16 * 1024 * 1024)

static struct reply *take_reply(struct reply *own)
{
    struct reply *reply = atomic_flag_test_and_set(&kept_is_taken) ? own : &kept_reply;
    if (reply == own)
        reply_init(own);
    return reply;
}

static void return_reply(struct reply *reply)
{
    if (reply != &kept_reply) {
        reply_free(reply);
        return;
    }
    if (reply_size(reply) <= KEPT_LIMIT)
        reply_clear(reply);
    else
        reply_free(reply);
    atomic_flag_clear(&kept_is_taken);
}

/*
 * Copies the reply into an array of Java. Returns NULL with an OutOfMemoryError pending if there is no memory
 * for the array.
 */
static jbyteArray deliver(JNIEnv *env, struct reply *reply, jbyteArray reuse)
{
    jsize size = (jsize)reply_size(reply);
    jbyteArray array = array_for(env, size, reuse);
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
    reply_free(&reply);
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
    struct reply own;
    struct reply *reply = take_reply(&own);
    struct sockscope_answer answer;
    struct sockscope_error error;
    struct sockscope_sink sink = reply_sink(reply);
    enum sockscope_result result = sockscope_read(table_of(table), &request, &sink, &answer, &error);
    if (result == SOCKSCOPE_OK) {
        int failure = reply_finish_rows(reply, &answer);
        if (failure != 0)
            result = sockscope_fail_sink(&error, failure);
    }
    if (result != SOCKSCOPE_OK)
        finish_failure(reply, &error);
    jbyteArray array = deliver(env, reply, reuse);
    return_reply(reply);
    return array;
}

static void JNICALL native_close(JNIEnv *env, jclass class, jlong table)
{
    (void)env;
    (void)class;
    struct reply own;
    struct reply *reply = take_reply(&own);
    sockscope_close(table_of(table));
    reply_free(reply);
    return_reply(reply);
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

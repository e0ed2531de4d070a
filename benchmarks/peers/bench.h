// What the peers in C share: random numbers, aligned memory, the clock, and how they are called.
//   program list        the library's version, then the workloads, a line each
//   program WORKLOAD    measures one and prints a line of JSON
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef DOUBLE
typedef double real;
#else
typedef float real;
#endif

#define INLINE static inline __attribute__((always_inline))
#define ALIGNED __attribute__((aligned(64)))
#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

// Mini-batches are taken in turn from a pool of this many, as our own workloads do.
enum { POOL = 16 };

// So small that parameters stay what they are for millions of steps, as in our own workloads.
#ifndef RATE
#define RATE 1e-6f
#endif

typedef struct {
    const char *name;
    void (*start)(const void *shape);
    double (*call)(void);  // returns the cost, or an output: something that is finite if all of it was
    const void *shape;
} workload;

static uint64_t random_state = 88172645463325252ULL;

// Uniform in [0, 1).
static double draw(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (double)(random_state >> 40) * 0x1p-24;
}

static inline real *zeros(size_t count)
{
    void *memory;
    if (posix_memalign(&memory, 64, (count * sizeof(real) / 64 + 1) * 64))
        abort();
    memset(memory, 0, (count * sizeof(real) / 64 + 1) * 64);
    return memory;
}

static inline real *draws(size_t count, double from, double to)
{
    real *values = zeros(count);
    for (size_t i = 0; i < count; i++)
        values[i] = (real)(from + (to - from) * draw());
    return values;
}

static double nanoseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

// -ffast-math takes every number for finite: the exponent does not lie.
static int is_finite(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits >> 52 & 0x7FF) != 0x7FF;
}

static double time_of(const workload *w, long calls, double *sum)
{
    double start = nanoseconds();
    for (long i = 0; i < calls; i++)
        *sum += w->call();
    return nanoseconds() - start;
}

// The median of 201 samples of as many calls as fill 1.2 ms, after a tenth of a second of warming up. Of calls that are long
// themselves there are fewer samples.
static int measure(const workload *w, const char *peer)
{
    enum { SAMPLES = 201, FEW_SAMPLES = 21 };
    static double samples[SAMPLES];
    double sum = 0, spent = 0, cost = 0;
    long calls = 0;
    int taken = 0;
    w->start(w->shape);
    for (int i = 0; i < 4 * POOL; i++)
        cost = w->call();
    for (; spent < 1e8; calls += 8)
        spent += time_of(w, 8, &sum);
    calls = (long)ceil(1.2e6 * calls / spent);
    for (spent = 0; taken < SAMPLES && (taken < FEW_SAMPLES || spent < 4e8); taken++) {
        double time = time_of(w, calls, &sum);
        samples[taken] = time / calls;
        spent += time;
    }
    if (!is_finite(sum)) {
        fprintf(stderr, "%s, %s: the results are not finite\n", peer, w->name);
        return 1;
    }
    qsort(samples, taken, sizeof *samples, ascending);
    printf("{\"workload\":\"%s\",\"peer\":\"%s\",\"median_ns\":%.3f,\"min_ns\":%.3f,\"cost\":%.7g}\n",
        w->name, peer, samples[taken / 2], samples[0], cost);
    return 0;
}

// The body of main.
static int answer(int count, char **arguments, const char *peer, const char *version, const workload *workloads, int length)
{
    if (count == 2 && !strcmp(arguments[1], "list")) {
        puts(version);
        for (int i = 0; i < length; i++)
            puts(workloads[i].name);
        return 0;
    }
    for (int i = 0; count == 2 && i < length; i++)
        if (!strcmp(arguments[1], workloads[i].name))
            return measure(&workloads[i], peer);
    fprintf(stderr, "usage: %s list | WORKLOAD\n", arguments[0]);
    return 2;
}

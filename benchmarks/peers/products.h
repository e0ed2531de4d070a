// The three matrix products of a layer, which each library provides: gemm_openblas.c, gemm_onednn.c, gemm_xsmm.c.
// One that divides a product between threads, as many as the environment says, defines SHARES_PRODUCTS; all else in a step stays
// on one thread.
#pragma once
#include "network.h"

extern const char peer[];

const char *library_version(void);

// Called once, after the network stands.
void prepare_products(void);

// z [batch][units] += x [batch][inputs] · w [inputs][units].
void add_forward(int layer, const real *x, const real *w, real *z);

// dx [batch][inputs] = dz [batch][units] · wᵀ.
void backward(int layer, const real *dz, const real *w, real *dx);

// dw [inputs][units] = keep·dw + xᵀ · dz, where keep is 0 or 1.
void weight_gradient(int layer, const real *x, const real *dz, int keep, real *dw);

"""Fiscal support and financial credit: two measures with different readers, plan sections 五(二) and 五(九)1."""

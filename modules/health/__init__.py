"""Health: hospitals and what Shenzhen's hospitals do for them (plan sections 五(七)2 and 五(八)2)."""

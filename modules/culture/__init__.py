"""Culture: people trained in Shenzhen, hands-on visits, creative talent, digital projects and courses; 五(八)4."""

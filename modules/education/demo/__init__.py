"""tmp"""
def demo(context): return []
